using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Tests.Bench.Il;

/// <summary>A block of straight code: where it is and what one pass through it costs.</summary>
internal readonly record struct Block(string Method, Cost Cost);

/// <summary>Puts a call of <see cref="Meter.Enter"/> at the start of every block of straight code of an assembly, and
/// notes what each block costs.</summary>
internal sealed class Rewriter
{
    private readonly List<Block> _blocks = [];

    /// <summary>The blocks by their number.</summary>
    public IReadOnlyList<Block> Blocks => _blocks;

    /// <summary>Returns the rewritten assembly. Only types that <paramref name="metered"/> says yes to are metered;
    /// calls between <paramref name="own"/> assemblies are calls of managed code, all others are native on the
    /// device.</summary>
    public byte[] Rewrite(string path, Func<TypeDefinition, bool> metered, params string[] own)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(path);
        MethodReference enter = assembly.MainModule.ImportReference(typeof(Meter).GetMethod(nameof(Meter.Enter)));
        foreach (TypeDefinition type in assembly.MainModule.GetAllTypes().Where(metered))
        {
            foreach (MethodDefinition method in type.Methods.Where(it => it.HasBody))
            {
                Rewrite(method, enter, own);
            }
        }

        using MemoryStream target = new();
        assembly.Write(target);
        return target.ToArray();
    }

    private void Rewrite(MethodDefinition method, MethodReference enter, string[] own)
    {
        MethodBody body = method.Body;
        body.SimplifyMacros();
        Instruction[] code = [.. body.Instructions];
        HashSet<Instruction> leaders = Leaders(body);
        Dictionary<Instruction, Instruction> entries = [];
        ILProcessor processor = body.GetILProcessor();
        for (int start = 0, end; start < code.Length; start = end)
        {
            Cost cost = default;
            for (end = start; end == start || (end < code.Length && !leaders.Contains(code[end])); end++)
            {
                cost += Costs.Of(code[end], own);
            }

            Instruction entry = processor.Create(OpCodes.Ldc_I4, _blocks.Count);
            processor.InsertBefore(code[start], entry);
            processor.InsertBefore(code[start], processor.Create(OpCodes.Call, enter));
            entries.Add(code[start], entry);
            _blocks.Add(new Block($"{method.DeclaringType.Name}.{method.Name}", cost));
        }

        Redirect(body, code, entries);
        body.OptimizeMacros();
    }

    private static HashSet<Instruction> Leaders(MethodBody body)
    {
        HashSet<Instruction?> leaders = [body.Instructions[0]];
        foreach (Instruction instruction in body.Instructions)
        {
            if (instruction.OpCode.FlowControl is not (FlowControl.Next or FlowControl.Call or FlowControl.Meta))
            {
                leaders.Add(instruction.Next);
            }

            leaders.Add(instruction.Operand as Instruction);
            leaders.UnionWith(instruction.Operand as Instruction[] ?? []);
        }

        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            leaders.UnionWith([handler.TryStart, handler.TryEnd, handler.HandlerStart, handler.HandlerEnd,
                handler.FilterStart]);
        }

        return [.. leaders.OfType<Instruction>()];
    }

    private static void Redirect(MethodBody body, Instruction[] code, Dictionary<Instruction, Instruction> entries)
    {
        Instruction? Entry(Instruction? target) => target is null ? null : entries.GetValueOrDefault(target, target);
        foreach (Instruction instruction in code)
        {
            instruction.Operand = instruction.Operand switch
            {
                Instruction target => Entry(target),
                Instruction[] targets => Array.ConvertAll(targets, it => Entry(it)!),
                object other => other,
                null => null,
            };
        }

        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            handler.TryStart = Entry(handler.TryStart);
            handler.TryEnd = Entry(handler.TryEnd);
            handler.HandlerStart = Entry(handler.HandlerStart);
            handler.HandlerEnd = Entry(handler.HandlerEnd);
            handler.FilterStart = Entry(handler.FilterStart);
        }
    }
}
