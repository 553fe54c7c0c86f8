using Core.Bytes;
using Core.Commands;
using Core.Ports;

namespace Core.Agent;

/// <summary>Hands what waits in the outbox to a link, one entry at a time, and hears what became of it.</summary>
public sealed class Mailroom : ILinkOwner
{
    private readonly Outbox _outbox;
    private readonly CommandTable _commands;
    private readonly IClock _clock;
    private readonly ILog _log;
    private readonly FieldList _fields = new(Limits.Result);
    private readonly Slice _id = new();
    private bool _isShown;      // peers have been told that what we publish is refused

    /// <summary>The status of a device that is well.</summary>
    public const string Ready = "ready";

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
    public void Keep(CommandCall call) => _outbox.Add(_commands.IndexOf(call.Spec), call, _clock.UnixTimeMs);

    /// <summary>Hands over the first entry, unless a link has it, and tells peers if nothing is taken.</summary>
    public void HandOver(Link link)
    {
        if (IsRefused != _isShown)
        {
            _isShown = IsRefused;
            link.SetStatus(IsRefused ? "degraded: what I publish is refused" : Ready);
        }

        OutboxKind kind = _outbox.First;
        if (kind == OutboxKind.None || _outbox.IsUnderWay)
        {
            return;
        }

        _outbox.ReadFirst(_fields, _id, out int command, out Outcome outcome, out int badArgument);
        bool taken = kind == OutboxKind.Report
            ? link.SendReport(_fields, _outbox.FirstTime, _outbox.FirstNumber)
            : link.SendResult(_commands.Commands[command], outcome, badArgument, _id, _fields);
        if (taken)
        {
            _outbox.IsUnderWay = true;
        }
    }

    /// <inheritdoc/>
    public void Delivered()
    {
        IsRefused = false;
        _outbox.Done();
    }

    /// <inheritdoc/>
    public void Undeliverable()
    {
        IsRefused = true;
        _outbox.Dropped++;
        _outbox.Done();
        _log.Write("the server refused what was published", _outbox.Dropped);
    }

    /// <inheritdoc/>
    public void Undelivered() => _outbox.IsUnderWay = false;
}
