using System.Reflection;
using System.Text;

namespace Tests.Garbage;

/// <summary>What the code of one thread has taken of the device's heap. Rewritten assemblies call it; tests read
/// it.</summary>
/// <remarks>It takes no memory of .NET's heap itself once it has seen a place and a type.</remarks>
public static class Ledger
{
    private const BindingFlags Instance =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly List<string> s_places = [];

    [ThreadStatic]
    private static Dictionary<Type, int>? s_sizes;

    [ThreadStatic]
    private static long[]? s_byPlace;

    [ThreadStatic]
    private static long s_bytes;

    /// <summary>Bytes that this thread has taken since it started; more and more.</summary>
    public static long Bytes => s_bytes;

    /// <summary>A literal was loaded: an object that refers to the text in flash.</summary>
    public static void Loaded(int place) => Add(DeviceBlocks.Block, place);

    /// <summary>An object was made, or a library has returned a new one.</summary>
    public static void Made(object? made, int place)
    {
        if (made is not null)
        {
            Add(SizeOf(made), place);
        }
    }

    /// <summary>Bytes by place since the last call, the dearest places first.</summary>
    public static IEnumerable<(string Place, long Bytes)> Take()
    {
        long[] taken = s_byPlace ?? [];
        s_byPlace = null;
        lock (s_places)
        {
            return [.. taken.Select((bytes, place) => (place, bytes)).Where(it => it.bytes > 0)
                .OrderByDescending(it => it.bytes).Select(it => (s_places[it.place], it.bytes))];
        }
    }

    /// <summary>Gives a place in the code its number.</summary>
    internal static int Number(string place)
    {
        lock (s_places)
        {
            s_places.Add(place);
            return s_places.Count - 1;
        }
    }

    private static void Add(int bytes, int place)
    {
        s_byPlace ??= new long[s_places.Count];
        s_byPlace[place] += bytes;
        s_bytes += bytes;
    }

    private static int SizeOf(object made) => made switch
    {
        string text => DeviceBlocks.Of(text),
        Array array => DeviceBlocks.Of(array),
        Delegate => DeviceBlocks.Delegate,
        Exception => DeviceBlocks.Exception,
        Encoding => DeviceBlocks.Block,
        ValueType => DeviceBlocks.Boxed,
        _ => SizeOf(made.GetType()),
    };

    private static int SizeOf(Type type)
    {
        s_sizes ??= [];
        if (s_sizes.TryGetValue(type, out int size))
        {
            return size;
        }

        size = DeviceBlocks.Block;
        for (Type at = type; at != typeof(object); at = at.BaseType!)
        {
            if (at.Assembly == typeof(object).Assembly)
            {
                throw new InvalidOperationException($"Nobody has measured what a {at} takes on the device.");
            }

            size += DeviceBlocks.Block * at.GetFields(Instance).Length;
        }

        return s_sizes[type] = size;
    }
}
