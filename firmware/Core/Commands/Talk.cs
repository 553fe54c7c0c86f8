using Core.Bytes;

namespace Core.Commands;

/// <summary>Somebody types commands and reads what came of them, whatever the protocol: decides what is run and what is
/// answered.</summary>
/// <remarks>
/// A stranger gets no answer at all, since each could be made to hit a third party. After some complaints in a row the
/// next ones are kept back for a while: two machines that answer each other's would never end.
/// </remarks>
public sealed class Talk
{
    // A person gets it right by the third time, or waits a little.
    private const int MostComplaints = 3;
    private const int HushMs = 60_000;

    /// <summary>A message older than this many milliseconds is not run: whoever wrote it has seen nothing happen and
    /// may have acted otherwise since.</summary>
    public const int OldestMs = 60_000;

    private readonly CommandLine _line = new();
    private int _complaints;
    private long _lastComplaint;

    /// <summary>Runs what a message says, if its caller, already in the call, may, and nothing stands against it:
    /// <see cref="Reply.TooLong"/> before it is read, <see cref="Reply.TooOld"/> or <see cref="Reply.Busy"/> before it
    /// is run. What to answer; nothing for <see cref="Reply.None"/>.</summary>
    public Reply Hear(Slice text, Reply obstacle, CommandCall call, ICommandHost host)
    {
        if (host.RoleOf(call.Caller) == Role.Stranger)
        {
            return Reply.None;
        }

        Reply reply = obstacle == Reply.TooLong ? obstacle : _line.Read(text, call, host);
        if (reply == Reply.Outcome && obstacle != Reply.None)
        {
            reply = obstacle;
        }
        else if (reply == Reply.Outcome)
        {
            host.Run(call);
        }

        return reply;
    }

    /// <summary>Counts a reply that is to be given, and decides whether it is.</summary>
    public bool MayAnswer(Reply reply, CommandCall call, long now)
    {
        bool isGood = reply == Reply.Help || reply == Reply.Outcome && call.Outcome == Outcome.Done;
        bool isHeldBack = !isGood && _complaints >= MostComplaints && now - _lastComplaint < HushMs;
        Count(isGood, now);
        return !isHeldBack;
    }

    /// <summary>Writes an answer.</summary>
    public void Write(ByteWriter target, Reply reply, CommandCall call, ICommandHost host) =>
        CommandText.Write(target, reply, call, host, _line.Command);

    private void Count(bool isGood, long now)
    {
        bool forgotten = now - _lastComplaint >= HushMs;
        _complaints = isGood ? 0 : forgotten ? 1 : _complaints + 1;
        _lastComplaint = isGood ? _lastComplaint : now;
    }
}
