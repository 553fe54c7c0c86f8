using Core;
using Core.Bytes;
using Core.Commands;

namespace Imip;

/// <summary>What the link does with the fate of what it was given to send.</summary>
public interface IImipOwner : ICommandResults
{
    /// <summary>Somebody has it, or the server keeps it for them.</summary>
    void Taken();

    /// <summary>Nobody wants it.</summary>
    void Refused();

    /// <summary>It has to be given again: for the next peer, or because it was lost.</summary>
    void Again();
}

/// <summary>What the parts of one conversation share.</summary>
public sealed class ImipSession
{
    private static readonly string MessageWord = "MESG";
    private static readonly string ToName = "To: ";
    private static readonly string FromName = "From: ";
    private static readonly string Done = "done";
    private static readonly string Unknown = "unknown";
    private static readonly string BadArgument = "bad-argument";
    private static readonly string Failed = "failed";

    // What a server says until it has said what it wants: the value that was seen.
    private const int UsualIntervalMs = 60_000;

    /// <summary>What stands before a user's name in the allowlist.</summary>
    public readonly byte[] Scheme = Utf8.Bytes("imip:");

    /// <summary>The block that came last.</summary>
    public readonly ImipBlock In = new();

    /// <summary>The queue of blocks to send.</summary>
    public readonly ImipWriter Out = new();

    /// <summary>The one command call.</summary>
    public readonly CommandCall Call = new(Limits.ImipResult);

    /// <summary>Our own name.</summary>
    public readonly byte[] User;

    /// <summary>The agent's commands.</summary>
    public readonly ICommandHost Host;

    /// <summary>Who hears what became of reports and results.</summary>
    public readonly IImipOwner Owner;

    /// <summary>Monotonic ms of the last call.</summary>
    public long Now;

    /// <summary>Ms to add to get the time since 1970; zero while not known.</summary>
    public long WallOffsetMs;

    /// <summary>Ms between pings.</summary>
    public int IntervalMs = UsualIntervalMs;

    /// <summary>A session of this user.</summary>
    public ImipSession(string user, ICommandHost host, IImipOwner owner)
    {
        User = Utf8.Bytes(user);
        Host = host;
        Owner = owner;
    }

    /// <summary>Begins a message to a user.</summary>
    public void BeginMessage(byte[] to, int offset, int count, string ackType)
    {
        Out.Begin(MessageWord);
        Out.Line(ToName, to, offset, count);
        Out.Text(ackType);
        Out.Line(FromName, User);
    }

    /// <summary>An outcome in a word, as the Outcome header carries it. Not historical.</summary>
    public static string Word(Reply reply, Outcome outcome)
    {
        switch (reply)
        {
            case Reply.Help: return Done;
            case Reply.Outcome: return Word(outcome);
            case Reply.TooManyWords: return BadArgument;
            case Reply.Busy: return "busy";
            case Reply.TooOld: return "too-old";
            default: return Failed;
        }
    }

    private static string Word(Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Done: return Done;
            case Outcome.Unknown: return Unknown;
            case Outcome.Refused: return "refused";
            case Outcome.BadArgument: return BadArgument;
            case Outcome.Busy: return "busy";
            case Outcome.Repeated: return "repeated";
            default: return Failed;
        }
    }
}
