using Tests.Garbage;

namespace Tests.Chaos.Rig;

/// <summary>The invariant "Room": after a warm-up, what is done again and again takes no memory.</summary>
internal static class Room
{
    /// <summary>How often a step is done.</summary>
    public const int Messages = 2_050;

    private const int WarmUp = 50;

    /// <summary>Asserts that a step takes nothing of .NET's heap nor, in a <see cref="CountedWorld"/>, of the
    /// device's. The step gets its number.</summary>
    public static void AssertNothingTaken(Action<int> step)
    {
        for (int number = 0; number < WarmUp; number++)
        {
            step(number);
        }

        Ledger.Take();
        long garbage = Ledger.Bytes;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int number = WarmUp; number < Messages; number++)
        {
            step(number);
        }

        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        garbage = Ledger.Bytes - garbage;
        Assert.AreEqual(0, garbage, $"bytes of the device's heap for {Messages - WarmUp} messages:\n" + string.Join(
            '\n', Ledger.Take().Select(it => $"{it.Bytes,8} {it.Place}")));
        Assert.AreEqual(0, taken, $"bytes of .NET's heap for {Messages - WarmUp} messages");
    }
}
