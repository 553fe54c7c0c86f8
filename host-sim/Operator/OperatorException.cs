namespace HostSim.Operator;

/// <summary>What an operator asked for could not be done; the message is for a person.</summary>
public sealed class OperatorException : Exception
{
    /// <summary>Says what went wrong.</summary>
    public OperatorException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>The condition that the peer named (RFC 6120 §8.3.3), for example <c>forbidden</c>; empty if it was not
    /// the peer who said no.</summary>
    public string Condition { get; init; } = "";

    /// <summary>Trying again cannot help: the password is wrong or the server is not what it should be.</summary>
    public bool IsFinal { get; init; }
}
