using System.Runtime.CompilerServices;

namespace Tests.Bench.Il;

/// <summary>Pieces of code whose time on the interpreter was measured, to hold the model against.</summary>
internal static class Facts
{
    private const int Turns = 1000;

    private static readonly byte[] s_bytes = new byte[Turns];
    private static readonly byte[] s_same = new byte[Turns];

    /// <summary>The measurements: name, what to run, how many of it that is, and from and to which ns one
    /// took.</summary>
    public static readonly (string Name, Func<int> Run, int Times, int FromNs, int ToNs)[] All =
    [
        ("empty loop, a turn", EmptyLoop, Turns, 25, 30),
        ("loop with three compares, a byte", ThreeCompares, Turns, 101, 101),
        ("comparing two arrays, a byte", Same, Turns, 100, 100),
        ("a method call and its loop turn", Calls, Turns, 74 + 25, 120 + 30),
        ("a native call and its loop turn", Natives, Turns, 135 + 25, 150 + 30),
        ("a new object and its loop turn", News, Turns, 90 + 25, 118 + 30),
    ];

    private static int EmptyLoop()
    {
        int turns = Turns;
        int i = 0;
        while (i < turns)
        {
            i++;
        }

        return i;
    }

    private static int ThreeCompares()
    {
        byte[] bytes = s_bytes;
        int count = bytes.Length;
        int found = 0;
        for (int i = 0; i < count; i++)
        {
            byte each = bytes[i];
            if (each == '<' || each == '>' || each == '&')
            {
                found++;
            }
        }

        return found;
    }

    private static int Same()
    {
        byte[] one = s_bytes;
        byte[] other = s_same;
        int count = one.Length;
        for (int i = 0; i < count; i++)
        {
            if (one[i] != other[i])
            {
                return i;
            }
        }

        return count;
    }

    private static int Calls()
    {
        for (int i = 0; i < Turns; i++)
        {
            Nothing();
        }

        return Turns;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Nothing()
    {
    }

    private static int Natives()
    {
        byte[] bytes = s_bytes;
        for (int i = 0; i < Turns; i++)
        {
            Array.Clear(bytes, 0, 1);
        }

        return Turns;
    }

    private static int News()
    {
        object? last = null;
        for (int i = 0; i < Turns; i++)
        {
            last = new object();
        }

        return last is null ? 0 : Turns;
    }
}
