using Core.Commands;

namespace Xmpp.Modules;

/// <summary>Outcomes of commands as stanza errors (RFC 6120 §8.3.3), for protocols that have no words of their
/// own.</summary>
internal static class OutcomeErrors
{
    /// <summary>The error's type.</summary>
    internal static string Type(Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Refused: return "auth";
            case Outcome.BadArgument: return "modify";
            case Outcome.Busy: return "wait";
            default: return "cancel";
        }
    }

    /// <summary>The error's condition.</summary>
    internal static string Condition(Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Refused: return "forbidden";
            case Outcome.BadArgument: return "bad-request";
            case Outcome.Busy: return "resource-constraint";
            case Outcome.Unknown: return "item-not-found";
            default: return "internal-server-error";
        }
    }
}
