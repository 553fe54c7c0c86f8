namespace Tests.Chaos.Rig;

/// <summary>Which seeds are run: a bounded number of them, more on demand, or just one again.</summary>
internal static class Seeds
{
    /// <summary>The seeds from 1 to <paramref name="usual"/>, or to CHAOS_SEEDS, or only CHAOS_SEED, where the
    /// environment names them.</summary>
    public static IEnumerable<int> UpTo(int usual) =>
        Number("CHAOS_SEED") is int only ? [only] : Enumerable.Range(1, Number("CHAOS_SEEDS") ?? usual);

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out int number) ? number : null;
}
