using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Tests.Garbage;

/// <summary>Has every instruction of an assembly that takes heap on the device tell the <see cref="Ledger"/>
/// so.</summary>
internal static class LedgerRewriter
{
    /// <summary>What the core calls of the class library that makes no object; anything else that returns none is
    /// refused, so that nothing is forgotten.</summary>
    private static readonly string[] Free =
    [
        "System.Array::IndexOf", "System.Array::Clear", "System.Array::Copy", "System.Array::CopyTo",
        "System.BitConverter::ToInt32", "System.BitConverter::ToInt64", "System.BitConverter::ToUInt32",
        "System.BitConverter::ToUInt64", "System.Int32::TryParse", "System.Object::.ctor",
        "System.Runtime.CompilerServices.RuntimeHelpers::InitializeArray", "System.String::get_Chars",
        "System.String::get_Length", "System.String::IndexOf", "System.String::LastIndexOf",
        "System.String::op_Equality", "System.String::op_Inequality", "System.Text.Encoding::GetBytes",
    ];

    /// <summary>The rewritten assembly; only types that <paramref name="counted"/> says yes to are counted. What is
    /// called in an assembly of <paramref name="own"/> counts itself, or is an adapter's.</summary>
    public static byte[] Rewrite(string path, Func<TypeDefinition, bool> counted, Func<string, bool> own)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(path);
        Calls calls = new(
            assembly.MainModule.ImportReference(typeof(Ledger).GetMethod(nameof(Ledger.Loaded))),
            assembly.MainModule.ImportReference(typeof(Ledger).GetMethod(nameof(Ledger.Made))), own);
        foreach (TypeDefinition type in assembly.MainModule.GetAllTypes().Where(counted))
        {
            foreach (MethodDefinition method in type.Methods.Where(it => it.HasBody))
            {
                Rewrite(method, calls);
            }
        }

        using MemoryStream target = new();
        assembly.Write(target);
        return target.ToArray();
    }

    private static void Rewrite(MethodDefinition method, Calls calls)
    {
        method.Body.SimplifyMacros();
        ILProcessor processor = method.Body.GetILProcessor();
        foreach (Instruction instruction in method.Body.Instructions.ToArray())
        {
            MethodReference? call = calls.For(instruction);
            if (call is null)
            {
                continue;
            }

            // Behind the instruction, so that every jump to it still leads to it.
            Instruction place = processor.Create(OpCodes.Ldc_I4, Ledger.Number(
                $"{method.DeclaringType.Name}.{method.Name}: {instruction.OpCode.Name} {instruction.Operand}"));
            processor.InsertAfter(instruction, processor.Create(OpCodes.Call, call));
            processor.InsertAfter(instruction, place);
            if (call == calls.Made)
            {
                processor.InsertAfter(instruction, processor.Create(OpCodes.Dup));
            }
        }

        method.Body.OptimizeMacros();
    }

    private sealed record Calls(MethodReference Loaded, MethodReference Made, Func<string, bool> Own)
    {
        /// <summary>What has to be called behind an instruction; null if it takes no heap.</summary>
        public MethodReference? For(Instruction instruction) => instruction.OpCode.Code switch
        {
            Code.Ldstr => Loaded,
            Code.Box or Code.Newarr => Made,
            Code.Newobj => ForNew((MethodReference)instruction.Operand),
            Code.Call or Code.Callvirt => ForCall((MethodReference)instruction.Operand),
            Code.Calli or Code.Localloc or Code.Mkrefany or Code.Initobj =>
                throw new NotSupportedException($"{instruction} cannot run on the device."),
            _ => null,
        };

        private MethodReference ForNew(MethodReference constructor) => constructor.DeclaringType.IsValueType
            ? throw new NotSupportedException($"{constructor}: nobody has measured what a struct takes.") : Made;

        private MethodReference? ForCall(MethodReference method)
        {
            TypeReference type = method.DeclaringType.GetElementType();
            if (Own(type.Scope is ModuleDefinition module ? module.Assembly.Name.Name : type.Scope.Name))
            {
                return null;
            }

            // A value is returned on the stack; arrays and texts that a library returns are new ones.
            if (method.ReturnType is { IsPrimitive: false, MetadataType: not MetadataType.Void, IsValueType: false })
            {
                return Made;
            }

            return Free.Contains($"{type.FullName}::{method.Name}") ? null
                : throw new NotSupportedException($"{method}: nobody has said whether it takes heap on the device.");
        }
    }
}
