namespace Tests.Integration.Suite;

/// <summary>What was measured, in lines that the README can quote.</summary>
internal static class Figures
{
    /// <summary>Names the file that lines are added to; set by tests/run.</summary>
    public const string FileVariable = "AGENT_FIGURES";

    private static readonly Lock s_lock = new();

    /// <summary>Shows a line with the test, and adds it to the file if there is one.</summary>
    public static void Write(TestContext test, string line)
    {
        test.WriteLine(line);
        if (Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } file)
        {
            lock (s_lock)
            {
                File.AppendAllText(file, line + Environment.NewLine);
            }
        }
    }
}
