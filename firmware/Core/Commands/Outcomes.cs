namespace Core.Commands;

/// <summary>Outcomes in words for people.</summary>
public static class Outcomes
{
    /// <summary>What to say of an outcome.</summary>
    public static string Text(Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Done: return "done";
            case Outcome.Unknown: return "no such command";
            case Outcome.Refused: return "not allowed";
            case Outcome.BadArgument: return "bad argument";
            case Outcome.Failed: return "it did not work";
            case Outcome.Busy: return "busy, try again";
            case Outcome.Repeated: return "already done";
            default: return "not run";
        }
    }
}
