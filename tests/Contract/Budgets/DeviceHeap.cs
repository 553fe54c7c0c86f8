using System.Reflection;
using System.Runtime.CompilerServices;

namespace Tests.Contract.Budgets;

/// <summary>What an object graph would take on the device's managed heap, in bytes.</summary>
/// <remarks>
/// The heap there is made of 12-byte blocks (measured on the interpreter, 32-bit blocks as on the ESP32):
/// <code>
/// object  12, and 12 for every field, inherited ones too, whatever its type
/// array   12 + elements (bool, byte 1; char, short 2; int, float, enum 4; long, double 8; reference 12), rounded up
/// string  12 + UTF-8 bytes + 1, rounded up
/// struct  an object of its own, besides the field that holds it
/// </code>
/// A delegate is taken as 48, the upper end of what was measured. What is not of the measured assembly (an adapter, an
/// encoding) is an empty object here: it belongs to someone else's sum. Texts are counted in full, though constants
/// stay in flash: the sum is an upper bound.
/// </remarks>
internal sealed class DeviceHeap(params Assembly[] measured)
{
    private const int Block = 12;

    private const int DelegateBytes = 48;

    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // An assembly that simulates the class library holds its types beside ours: they are foreign all the same.
    private static readonly string[] Foreign = ["System", "nanoFramework"];

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>Bytes that the elements of number arrays take of what was counted: buffers and tables.</summary>
    public int Buffers { get; private set; }

    /// <summary>Bytes of everything that can be reached from <paramref name="root"/> and was not counted
    /// before.</summary>
    public int Add(object? root)
    {
        int sum = 0;
        Stack<object?> rest = new([root]);
        while (rest.TryPop(out object? next))
        {
            if (next is not null && _seen.Add(next))
            {
                sum += Own(next, rest);
            }
        }

        return sum;
    }

    /// <summary>Bytes of every static field of the measured assembly and of what they hold.</summary>
    public int AddStatics() =>
        measured.SelectMany(it => it.GetTypes()).Where(it => IsLoaded(it) && IsOurs(it)).Sum(AddStatics);

    /// <summary>Bytes of every static field of a type and of what they hold.</summary>
    public int AddStatics(Type type)
    {
        int sum = 0;
        foreach (FieldInfo field in type.GetFields(Declared))
        {
            if (field is { IsStatic: true, IsLiteral: false })
            {
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
                sum += Block + Add(Content(field, null));
            }
        }

        return sum;
    }

    /// <summary>Bytes of one object; what it refers to goes onto <paramref name="rest"/>.</summary>
    private int Own(object one, Stack<object?> rest)
    {
        switch (one)
        {
            case string text:
                return Rounded(Block + System.Text.Encoding.UTF8.GetByteCount(text) + 1);
            case Array array:
                PushElements(array, rest);
                Buffers += BufferBytes(array);
                return Rounded(Block + array.Length * ElementBytes(array.GetType().GetElementType()!));
            case Delegate call:
                rest.Push(call.Target);
                return DelegateBytes;
            default:
                return Fields(one, rest);
        }
    }

    private int Fields(object one, Stack<object?> rest)
    {
        if (one.GetType().IsPrimitive || one is Enum)
        {
            return 2 * Block;
        }

        int sum = Block;
        for (Type? type = one.GetType(); type is not null && IsOurs(type); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(Declared).Where(it => !it.IsStatic))
            {
                sum += Block;
                rest.Push(Content(field, one));
            }
        }

        return sum;
    }

    private bool IsOurs(Type type) =>
        measured.Contains(type.Assembly) && !Foreign.Contains((type.Namespace ?? string.Empty).Split('.')[0]);

    /// <summary>What a field refers to; null for a number, which the field itself holds.</summary>
    private static object? Content(FieldInfo field, object? owner) =>
        field.FieldType.IsPrimitive || field.FieldType.IsEnum ? null : field.GetValue(owner);

    private static void PushElements(Array array, Stack<object?> rest)
    {
        if (!array.GetType().GetElementType()!.IsPrimitive)
        {
            foreach (object? element in array)
            {
                rest.Push(element is Enum ? null : element);
            }
        }
    }

    private static int BufferBytes(Array array) => array.GetType().GetElementType()!.IsPrimitive
        ? Rounded(Block + array.Length * ElementBytes(array.GetType().GetElementType()!)) - Block : 0;

    private static int ElementBytes(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean or TypeCode.Byte or TypeCode.SByte => 1,
        TypeCode.Char or TypeCode.Int16 or TypeCode.UInt16 => 2,
        TypeCode.Int32 or TypeCode.UInt32 or TypeCode.Single => 4,
        TypeCode.Int64 or TypeCode.UInt64 or TypeCode.Double => 8,
        _ => Block,
    };

    private static int Rounded(int bytes) => (bytes + Block - 1) / Block * Block;

    /// <summary>Not the compiler's raw data of array initialisers, which stays in flash.</summary>
    private static bool IsLoaded(Type type) => !type.FullName!.StartsWith("<PrivateImplementationDetails>");
}
