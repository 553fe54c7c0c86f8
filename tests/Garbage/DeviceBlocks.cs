using System.Text;

namespace Tests.Garbage;

/// <summary>What one object takes on the device's managed heap, in bytes.</summary>
/// <remarks>
/// The heap there is made of 12-byte blocks (measured on the interpreter, 32-bit blocks as on the ESP32):
/// <code>
/// object    12, and 12 for every field, inherited ones too, whatever its type
/// array     20 + elements (bool, byte 1; char, short 2; int, float 4; long, double 8; reference 12), rounded up
/// string    12 + UTF-8 bytes + 1, rounded up; a literal 12, its text stays in flash
/// boxed     24, whatever is in the box
/// delegate  36 to 48: the upper end is taken
/// exception 72
/// </code>
/// Measured were byte[32] 60, byte[100] 120, byte[1024] 1,044, int[100] 420 and a text of 100 characters 120.
/// </remarks>
public static class DeviceBlocks
{
    /// <summary>The smallest piece of the heap.</summary>
    public const int Block = 12;

    /// <summary>A number or an enum as an object.</summary>
    public const int Boxed = 2 * Block;

    /// <summary>A delegate.</summary>
    public const int Delegate = 4 * Block;

    /// <summary>An exception.</summary>
    public const int Exception = 6 * Block;

    // A block, the number of elements, and what they are.
    private const int ArrayHead = Block + 8;

    /// <summary>A text that was made at run time.</summary>
    public static int Of(string text) => Rounded(Block + Encoding.UTF8.GetByteCount(text) + 1);

    /// <summary>An array, without what its elements refer to.</summary>
    public static int Of(Array array) =>
        Rounded(ArrayHead + array.Length * Element(array.GetType().GetElementType()!));

    private static int Element(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean or TypeCode.Byte or TypeCode.SByte => 1,
        TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => 8,
        _ => Block,
    };

    private static int Rounded(int bytes) => (bytes + Block - 1) / Block * Block;
}
