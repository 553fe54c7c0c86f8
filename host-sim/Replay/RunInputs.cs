namespace HostSim.Replay;

/// <summary>What a seeded run is given; with it and the same program the run is the same, byte for byte.</summary>
/// <param name="Seed">Decides everything that is left to chance.</param>
public sealed record RunInputs(int Seed)
{
    /// <summary>Turns in which something may happen.</summary>
    public int StormTurns { get; init; } = 250;

    /// <summary>Time for each answer once nothing goes wrong any more, in ms.</summary>
    public int AnswerMs { get; init; } = 30_000;
}
