using Core;
using Core.Bytes;
using Core.Commands;

namespace Imip;

/// <summary>Reports and results on their way: one entry at a time, to one peer after the other, each acknowledged by
/// the server.</summary>
/// <remarks>
/// <code>
/// MESG { To, ACK-Type: all, Report: number, [Time] } name ": " value [" " unit] …     → ACK 600 or why not
/// MESG { To, ACK-Type: all, Command-Id, Outcome } text                                 → the same
/// </code>
/// ACK-Type: all, Report, Time, Command-Id and Outcome are ours, not historical. An entry is given anew by its owner
/// for each peer, so that it takes no memory here; its number tells that it is the same. It is taken if one peer's
/// was.
/// </remarks>
public sealed class ImipMail
{
    /// <summary>Header: the command's id.</summary>
    internal static readonly string CommandIdName = "Command-Id: ";

    /// <summary>Header: how the command ended.</summary>
    internal static readonly string OutcomeName = "Outcome: ";

    private static readonly string AllAcks = "ACK-Type: all\r\n";
    private static readonly string ReportName = "Report: ";
    private static readonly string TimeName = "Time: ";

    private readonly ImipSession _session;
    private uint _number;           // of the entry
    private int _first;             // index of the peer that comes first, in the allowlist
    private int _favoured;
    private int _done;              // peers that have been told, or refused
    private bool _isTaken;          // by one of them at least
    private bool _isDecided;        // nobody is left: the owner hears so with the next tick
    private uint _reference;        // number of the block whose answer is due; zero for none
    private long _dueAt;
    private long _holdUntil;

    /// <summary>Sends for one session.</summary>
    public ImipMail(ImipSession session)
    {
        _session = session;
    }

    /// <summary>When <see cref="Tick"/> is needed.</summary>
    public long Deadline => _isDecided || _reference != 0 ? _dueAt
        : _holdUntil > _session.Now ? _holdUntil : Engine.Never;

    /// <summary>The owner of this address is told first what comes next.</summary>
    public void Favour(Slice address)
    {
        byte[] peer = _session.Host.Peer(0);
        for (int i = 0; peer != null; i++)
        {
            _favoured = address.Is(peer) ? i : _favoured;
            peer = _session.Host.Peer(i + 1);
        }
    }

    /// <summary>Sends readings to the next peer; false if that cannot be now.</summary>
    public bool SendReport(FieldList fields, long unixTimeMs, uint number)
    {
        byte[] peer = Begin(number);
        if (peer == null)
        {
            return _isDecided && number == _number;
        }

        ImipWriter target = _session.Out;
        target.Line(ReportName, number);
        if (unixTimeMs != 0)
        {
            target.Text(TimeName);
            Timestamp.Write(target, unixTimeMs);
            target.EndLine();
        }

        target.BeginBody();
        CommandText.WriteFields(target, fields);
        return End();
    }

    /// <summary>Sends what came of a command to the next peer; false if that cannot be now.</summary>
    public bool SendResult(
        CommandSpec command, Outcome outcome, int badArgument, Slice id, FieldList fields, uint number)
    {
        byte[] peer = Begin(number);
        if (peer == null)
        {
            return _isDecided && number == _number;
        }

        ImipWriter target = _session.Out;
        if (ImipBlock.IsWord(id, Limits.StanzaId))
        {
            target.Line(CommandIdName, id);
        }

        target.Line(OutcomeName, ImipSession.Word(Reply.Outcome, outcome));
        target.BeginBody();
        CommandText.WriteOutcome(target, command, outcome, badArgument, fields);
        return End();
    }

    /// <summary>The server has answered a block; nothing happens if it was another.</summary>
    public void Answered(uint reference, int code)
    {
        if (_reference == 0 || reference != _reference)
        {
            return;
        }

        _reference = 0;
        if (code == AckCode.RateLimited || code == AckCode.Internal)
        {
            _holdUntil = _session.Now + _session.IntervalMs;
            _session.Owner.Again();
            return;
        }

        _isTaken |= code == AckCode.Ok;
        _done++;
        if (NextPeer() != null)
        {
            _session.Owner.Again();
        }
        else
        {
            Conclude();
        }
    }

    /// <summary>Lets time pass; false if the server owes an answer for too long.</summary>
    public bool Tick(long now)
    {
        if (_isDecided)
        {
            _isDecided = false;
            Conclude();
        }

        return _reference == 0 || now < _dueAt;
    }

    /// <summary>The connection is gone.</summary>
    public void Closed()
    {
        bool wasUnderWay = _reference != 0 || _isDecided;
        _reference = 0;
        _isDecided = false;
        if (wasUnderWay)
        {
            _session.Owner.Again();
        }
    }

    /// <summary>Begins a message to the next peer, and returns that peer; null if nobody is left, which is then
    /// decided, or if it cannot be now.</summary>
    private byte[] Begin(uint number)
    {
        if (_reference != 0 || _session.Now < _holdUntil || !_session.Out.HasRoom)
        {
            return null;
        }

        if (number != _number)
        {
            _number = number;
            _first = _favoured;
            _done = 0;
            _isTaken = _isDecided = false;
        }

        byte[] peer = NextPeer();
        if (peer == null)
        {
            _isDecided = true;
            _dueAt = _session.Now;
            return null;
        }

        int scheme = _session.Scheme.Length;
        _session.BeginMessage(peer, scheme, peer.Length - scheme, AllAcks);
        return peer;
    }

    private bool End()
    {
        if (!_session.Out.End())
        {
            return false;
        }

        // Twice the interval: the one that may pass in silence, and one more.
        _reference = _session.Out.LastId;
        _dueAt = _session.Now + 2 * _session.IntervalMs;
        return true;
    }

    /// <summary>The address of the next peer on this link, or null. Peers of other links count as done.</summary>
    private byte[] NextPeer()
    {
        int count = 0;
        while (_session.Host.Peer(count) != null)
        {
            count++;
        }

        for (; _done < count; _done++)
        {
            byte[] peer = _session.Host.Peer((_first + _done) % count);
            if (peer.Length > _session.Scheme.Length
                && Same.Bytes(peer, 0, _session.Scheme, 0, _session.Scheme.Length))
            {
                return peer;
            }
        }

        return null;
    }

    private void Conclude()
    {
        if (_isTaken)
        {
            _session.Owner.Taken();
        }
        else
        {
            _session.Owner.Refused();
        }
    }
}
