using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Tests.Contract.Ledger;

/// <summary>Byte code as the metadata processor writes it again: tokens and long branches take two bytes instead of
/// four, a switch one byte for its count and two for each target, an exception handler twelve.</summary>
internal static class IlSize
{
    private const int Handler = 12;

    private static readonly Dictionary<int, OpCode> s_codes = typeof(OpCodes).GetFields()
        .Select(it => (OpCode)it.GetValue(null)!).ToDictionary(it => (int)(ushort)it.Value);

    /// <summary>Bytes of a method's body; <paramref name="loaded"/> hears of each text that it loads.</summary>
    public static int Of(MethodBodyBlock body, Action<UserStringHandle> loaded)
    {
        ImmutableArray<byte> code = body.GetILContent();
        int size = 0;
        for (int at = 0; at < code.Length;)
        {
            int value = code[at++];
            value = value == 0xFE ? 0xFE00 | code[at++] : value;
            OpCode opcode = s_codes[value];
            if (opcode.OperandType == OperandType.InlineString)
            {
                loaded(MetadataTokens.UserStringHandle(Word(code, at) & 0xFFFFFF));
            }

            (int read, int written) = Operand(opcode.OperandType, code, at);
            at += read;
            size += opcode.Size + written;
        }

        int handlers = body.ExceptionRegions.Length;
        return size + (handlers == 0 ? 0 : 1 + handlers * Handler);
    }

    private static (int Read, int Written) Operand(OperandType type, ImmutableArray<byte> code, int at)
    {
        switch (type)
        {
            case OperandType.InlineNone:
                return (0, 0);
            case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                return (1, 1);
            case OperandType.InlineVar:
                return (2, 2);
            case OperandType.InlineI or OperandType.ShortInlineR:
                return (4, 4);
            case OperandType.InlineI8 or OperandType.InlineR:
                return (8, 8);
            case OperandType.InlineSwitch:
                int targets = Word(code, at);
                return (4 + 4 * targets, 1 + 2 * targets);
            default:
                return (4, 2);
        }
    }

    private static int Word(ImmutableArray<byte> code, int at) =>
        code[at] | code[at + 1] << 8 | code[at + 2] << 16 | code[at + 3] << 24;
}
