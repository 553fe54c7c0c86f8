namespace Tests.Integration;

/// <summary>What a test needs from the machine.</summary>
internal static class Requirement
{
    /// <summary>Set by tests/run once everything is installed: from then on what is missing is a failure.</summary>
    public const string Demanded = "AGENT_INTEGRATION";

    /// <summary>Goes on if nothing is missing; otherwise the test is skipped, or fails if the lane was
    /// demanded.</summary>
    public static void Check(string? missing)
    {
        if (missing == null)
        {
            return;
        }

        if (Environment.GetEnvironmentVariable(Demanded) == "1")
        {
            Assert.Fail(missing);
        }

        Assert.Inconclusive($"{missing}; tests/run installs it");
    }
}
