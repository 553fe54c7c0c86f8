namespace HostSim.Replay;

/// <summary>An invariant of the agent is broken: the message names it and what broke it.</summary>
public sealed class InvariantException(string message) : Exception(message);

/// <summary>What must hold, whatever happens.</summary>
internal static class Invariant
{
    /// <summary>Throws if it does not hold.</summary>
    /// <exception cref="InvariantException">It does not.</exception>
    public static void Holds(bool condition, FormattableString what)
    {
        if (!condition)
        {
            throw new InvariantException(FormattableString.Invariant(what));
        }
    }
}
