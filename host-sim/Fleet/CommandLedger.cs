namespace HostSim.Fleet;

/// <summary>What became of a fleet's commands.</summary>
/// <param name="Issued">Commands that operators gave.</param>
/// <param name="Done">Commands that the device answered.</param>
/// <param name="Told">Commands whose operator was told that they could not be delivered, or that the answer could not:
/// the device was away, or the server died in between.</param>
/// <param name="Lost">Commands of which nobody ever heard: must be zero.</param>
/// <param name="Doubled">Commands that ran more often than they were given, or answers that no run explains: must be
/// zero.</param>
internal readonly record struct CommandCount(long Issued, long Done, long Told, long Lost, long Doubled);

/// <summary>Every command, from the operators' side. Safe to use from any thread.</summary>
internal sealed class CommandLedger(int devices)
{
    private readonly int[] _done = new int[devices];
    private readonly int[] _told = new int[devices];
    private int _issued;
    private int _open;
    private int _unanswered;

    /// <summary>Commands without an answer yet.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Commands that were given.</summary>
    public int Issued => Volatile.Read(ref _issued);

    /// <summary>Seconds between a command and its answer.</summary>
    public Measurements RoundTrips { get; } = new();

    /// <summary>A command leaves.</summary>
    public void Issue()
    {
        Interlocked.Increment(ref _issued);
        Interlocked.Increment(ref _open);
    }

    /// <summary>The device of this index answered.</summary>
    public void Done(int device, double seconds)
    {
        Interlocked.Increment(ref _done[device]);
        Interlocked.Decrement(ref _open);
        RoundTrips.Add(seconds);
    }

    /// <summary>Why the last command failed of which the operator was told; empty for none.</summary>
    public string LastFailure { get; private set; } = "";

    /// <summary>The operator was told that it failed and why; whether it ran is not known.</summary>
    public void Tell(int device, string why)
    {
        LastFailure = why;
        Interlocked.Increment(ref _told[device]);
        Interlocked.Decrement(ref _open);
    }

    /// <summary>The wait for an answer was given up.</summary>
    public void GiveUp()
    {
        Interlocked.Increment(ref _unanswered);
        Interlocked.Decrement(ref _open);
    }

    /// <summary>What became of them, if <paramref name="runsOf"/> says how many ran on the device of an
    /// index.</summary>
    public CommandCount Read(Func<int, int> runsOf)
    {
        long doubled = 0;
        for (int i = 0; i < _done.Length; i++)
        {
            int runs = runsOf(i);
            doubled += Math.Max(0, runs - _done[i] - _told[i]) + Math.Max(0, _done[i] - runs);
        }

        // Who waits no longer may still have been obeyed: its run is not one too many.
        long open = _unanswered + Open;
        return new CommandCount(_issued, _done.Sum(), _told.Sum(), open, Math.Max(0, doubled - open));
    }
}
