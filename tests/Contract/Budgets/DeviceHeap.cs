using System.Reflection;
using System.Runtime.CompilerServices;
using Tests.Garbage;

namespace Tests.Contract.Budgets;

/// <summary>What an object graph would take on the device's managed heap, in bytes.</summary>
/// <remarks>
/// <see cref="DeviceBlocks"/> says what one object takes. A struct is an object of its own, besides the field that
/// holds it. What is not of the measured assemblies (an adapter) is an empty object here: it belongs to someone else's
/// sum. A literal is a block that refers to flash; an encoding is made anew for each holder. The interpreter measured
/// 24,468 bytes for the XMPP link, 8,160 for Courier and 6,048 for IMIP where this sum was 24,432, 8,184 and 6,072.
/// </remarks>
internal sealed class DeviceHeap(params Assembly[] measured)
{
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
            if (next is System.Text.Encoding || (next is not null && _seen.Add(next)))
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
                sum += DeviceBlocks.Block + Add(Content(field, null));
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
                return IsLiteral(text) ? DeviceBlocks.Block : DeviceBlocks.Of(text);
            case Array array:
                PushElements(array, rest);
                Buffers += BufferBytes(array);
                return DeviceBlocks.Of(array);
            case Delegate call:
                rest.Push(call.Target);
                return DeviceBlocks.Delegate;
            default:
                return Fields(one, rest);
        }
    }

    private int Fields(object one, Stack<object?> rest)
    {
        if (one.GetType().IsPrimitive || one is Enum)
        {
            return DeviceBlocks.Boxed;
        }

        int sum = DeviceBlocks.Block;
        for (Type? type = one.GetType(); type is not null && IsOurs(type); type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(Declared).Where(it => !it.IsStatic))
            {
                sum += DeviceBlocks.Block;
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

    private static int BufferBytes(Array array) =>
        array.GetType().GetElementType()!.IsPrimitive ? DeviceBlocks.Of(array) - DeviceBlocks.Block : 0;

    /// <summary>Not the compiler's raw data of array initialisers, which stays in flash.</summary>
    private static bool IsLoaded(Type type) => !type.FullName!.StartsWith("<PrivateImplementationDetails>");

    // The runtime keeps a table of exactly those texts that stand in code.
    private static bool IsLiteral(string text) => ReferenceEquals(string.IsInterned(text), text);
}
