using Core.Bytes;
using Core.Commands;
using Core.Ports;

namespace Core.Agent;

/// <summary>Hands what waits in the outbox to the links, one entry at a time, and hears what became of it.</summary>
/// <remarks>A result goes to the link that its command came by, or if that is down, like a report, to the first that is
/// up. An entry whose link went down is taken back only once another can take it: the link may yet resume.</remarks>
public sealed class Mailroom : ILinkOwner
{
    private readonly Outbox _outbox;
    private readonly CommandTable _commands;
    private readonly IClock _clock;
    private readonly ILog _log;
    private readonly FieldList _fields = new(Limits.Result);
    private readonly Slice _id = new();
    private bool _isShown;      // peers have been told that what we publish is refused
    private int _holder;        // link that the first entry was handed to, while it is under way

    /// <summary>The status of a device that is well.</summary>
    public const string Ready = "ready";

    /// <summary>Number of the link whose engine runs now: what the owner is told comes from it.</summary>
    public int Speaker;

    /// <summary>What was published last was refused.</summary>
    public bool IsRefused;

    /// <summary>Delivers what this outbox holds.</summary>
    public Mailroom(Outbox outbox, CommandTable commands, IClock clock, ILog log)
    {
        _outbox = outbox;
        _commands = commands;
        _clock = clock;
        _log = log;
    }

    /// <summary>Reports dropped because there was no room.</summary>
    public int Dropped => _outbox.Dropped;

    /// <summary>Number of the newest entry.</summary>
    public uint LastNumber => _outbox.LastNumber;

    /// <summary>Nothing waits.</summary>
    public bool IsEmpty => _outbox.First == OutboxKind.None;

    /// <summary>The link of this number has the first entry, or is the one to get it.</summary>
    public bool IsFor(int link) => _outbox.IsUnderWay ? _holder == link
        : _outbox.First == OutboxKind.Result && _outbox.FirstLink == link;

    /// <inheritdoc/>
    public bool HasRoom => _outbox.HasRoomForResult;

    /// <summary>Takes in the readings and pin changes that are due.</summary>
    public void Collect(Sampler sampler, PinCommands pins, long now)
    {
        FieldList report = sampler.Take(now);
        if (report != null)
        {
            _outbox.Add(report, _clock.UnixTimeMs);
        }

        for (FieldList change = pins.NextChange(); change != null; change = pins.NextChange())
        {
            _outbox.Add(change, _clock.UnixTimeMs);
        }
    }

    /// <inheritdoc/>
    public void Keep(CommandCall call) =>
        _outbox.Add(Speaker, _commands.IndexOf(call.Spec), call, _clock.UnixTimeMs);

    /// <summary>Hands over the first entry, unless a link has it, and tells peers if nothing is taken.</summary>
    public void HandOver(Connection[] connections)
    {
        int target = TargetOf(connections);
        if (target < 0)
        {
            return;
        }

        Link link = connections[target].Link;
        if (IsRefused != _isShown)
        {
            _isShown = IsRefused;
            link.SetStatus(IsRefused ? "degraded: what I publish is refused" : Ready);
        }

        OutboxKind kind = _outbox.First;
        if (kind == OutboxKind.None || (_outbox.IsUnderWay && connections[_holder].IsOnline))
        {
            return;
        }

        Speaker = target;
        _outbox.ReadFirst(_fields, _id, out int command, out Outcome outcome, out int badArgument);
        bool taken = kind == OutboxKind.Report
            ? link.SendReport(_fields, _outbox.FirstTime, _outbox.FirstNumber)
            : link.SendResult(
                _commands.Commands[command], outcome, badArgument, _id, _fields, _outbox.FirstNumber);
        if (taken)
        {
            if (_outbox.IsUnderWay && _holder != target)
            {
                connections[_holder].Link.Withdraw(_outbox.FirstNumber);
            }

            _outbox.IsUnderWay = true;
            _holder = target;
        }
    }

    /// <inheritdoc/>
    public void Delivered()
    {
        if (IsHeldBySpeaker)
        {
            IsRefused = false;
            _outbox.Done();
        }
    }

    /// <inheritdoc/>
    public void Undeliverable()
    {
        if (IsHeldBySpeaker)
        {
            IsRefused = true;
            _outbox.Dropped++;
            _outbox.Done();
            _log.Write("the server refused what was published", _outbox.Dropped);
        }
    }

    /// <inheritdoc/>
    public void Undelivered()
    {
        if (IsHeldBySpeaker)
        {
            _outbox.IsUnderWay = false;
        }
    }

    private bool IsHeldBySpeaker => _outbox.IsUnderWay && _holder == Speaker;

    /// <summary>Index of the link that the first entry goes to now, or -1.</summary>
    private int TargetOf(Connection[] connections)
    {
        if (_outbox.First == OutboxKind.Result && connections[_outbox.FirstLink].IsOnline)
        {
            return _outbox.FirstLink;
        }

        int target = 0;
        while (target < connections.Length && !connections[target].IsOnline)
        {
            target++;
        }

        return target < connections.Length ? target : -1;
    }
}
