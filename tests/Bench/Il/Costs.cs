using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Tests.Bench.Il;

/// <summary>What one instruction costs.</summary>
internal static class Costs
{
    /// <summary>The instruction itself, and what it sets going besides the code of a callee.</summary>
    public static Cost Of(Instruction instruction, string[] own)
    {
        Cost cost = new(1, 0, 0, 0, 0);
        return instruction.OpCode.Code switch
        {
            Code.Nop => default,
            Code.Newarr or Code.Box => cost with { News = 1 },
            Code.Newobj => Called(cost with { News = 1 }, instruction, own),
            Code.Call or Code.Callvirt => Called(cost, instruction, own),
            _ when TouchesElement(instruction.OpCode.Code) => cost with { Elements = 1 },
            _ => cost,
        };
    }

    private static Cost Called(Cost cost, Instruction instruction, string[] own)
    {
        TypeReference type = ((MethodReference)instruction.Operand).DeclaringType;
        string scope = type.Scope is ModuleDefinition module ? module.Assembly.Name.Name : type.Scope.Name;

        // The constructor of object is empty everywhere.
        return own.Contains(scope) ? cost with { Calls = 1 }
            : type.MetadataType == MetadataType.Object ? cost
            : cost with { Natives = 1 };
    }

    private static bool TouchesElement(Code code) => code is >= Code.Ldelema and <= Code.Stelem_Any;
}
