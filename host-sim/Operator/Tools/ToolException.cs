namespace HostSim.Operator.Tools;

/// <summary>How an operator tool ends, for scripts.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The device or the service said no, or tried and failed.</summary>
    public const int Refused = 1;

    /// <summary>The arguments are wrong.</summary>
    public const int WrongUse = 2;

    /// <summary>No connection to the server, or no login.</summary>
    public const int NoConnection = 3;

    /// <summary>The device is offline, or did not answer in time.</summary>
    public const int NoAnswer = 4;
}

/// <summary>A tool cannot do what it was asked for; the message is a line for a person.</summary>
public sealed class ToolException(int exitCode, string message) : Exception(message)
{
    /// <summary>What the program returns.</summary>
    public int ExitCode { get; } = exitCode;
}
