using Core;
using Core.Agent;

namespace Esp32;

/// <summary>One of the agent's links as the loop turns it.</summary>
/// <remarks>
/// <code>
/// Idle ──Open──► Busy ──Opened──► Open ──Secure──► Busy ──Secured──► Open
///                 │ Ended           │ Close, Ended, or a write failed
///                 └─────► Closing ◄─┘   the connection is closed; the loop goes on
///                            └──► Idle  the reader has ended and is joined, then the agent hears Closed
/// </code>
/// While it is busy the reader works and nothing is written. No read starts before the agent's intents are taken, so
/// that the bytes after STARTTLS belong to TLS.
/// </remarks>
internal sealed class DeviceLink
{
    // Closing a socket ends whatever its reader waits for at once; joining the network and asking for the time end by
    // themselves within this. A reader that is still there after it never ends.
    private const int PatienceMs = 120_000;

    // A reader that has reported its end only has to return.
    private const int JoinMs = 60_000;

    // On the way down nobody waits for long.
    private const int AbandonMs = 5_000;

    private const int Idle = 0;
    private const int Busy = 1;
    private const int Open = 2;
    private const int Closing = 3;

    private readonly int _number;
    private readonly LinkReader _reader;
    private readonly byte[] _out;
    private int _state;
    private bool _isHanded;     // the reader waits for the buffer
    private int _at;            // what the agent has taken of the buffer
    private int _end;
    private Fault _why;
    private long _closingSince;
    private bool _hasEnded;

    /// <summary>A link that writes by way of <paramref name="outgoing"/>, which all links share.</summary>
    public DeviceLink(int number, LinkReader reader, byte[] outgoing)
    {
        _number = number;
        _reader = reader;
        _out = outgoing;
    }

    /// <summary>A reader did not end: only a restart makes room for another.</summary>
    public bool IsStuck;

    /// <summary>Starts to open a connection.</summary>
    public void Connect(Intent intent)
    {
        _state = Busy;
        _isHanded = _hasEnded = false;
        _at = _end = 0;
        _reader.Start(intent);
    }

    /// <summary>Starts TLS on the open connection. Bytes that came before TLS are refused: whoever sent them was not
    /// authenticated (CVE-2011-0411).</summary>
    public void Secure(Intent intent, long now)
    {
        if (_state != Open)
        {
            return;
        }

        if (_at < _end || !_isHanded)
        {
            End(Fault.TlsFailed, now);
            return;
        }

        _state = Busy;
        _isHanded = false;
        _reader.Secure(intent.TlsName);
    }

    /// <summary>Closes in good order: what the agent has still to say goes out first.</summary>
    public void Close(AgentCore core, Fault why, long now)
    {
        if (_state == Open)
        {
            Write(core);
        }

        End(why, now);
    }

    /// <summary>Closes without another word and waits for a moment, because the device goes down; the stream can be
    /// resumed.</summary>
    public void Abandon()
    {
        if (_state != Idle)
        {
            _state = Idle;
            _reader.Stop();
            _reader.Join(AbandonMs);
        }
    }

    /// <summary>The network is gone, and with it an open connection.</summary>
    public void Lose(long now)
    {
        if (_state == Open)
        {
            End(Fault.ConnectionLost, now);
        }
    }

    /// <summary>Brings what has happened to the agent and writes what it says. True if anything moved.</summary>
    public bool Step(AgentCore core, long now)
    {
        if (_state == Idle)
        {
            return false;
        }

        if (_state == Closing)
        {
            return HasClosed(core, now);
        }

        bool moved = Hear(core, now);
        if (_state == Open && _at < _end)
        {
            int taken = core.Receive(_number, _reader.Buffer, _at, _end - _at, now);
            _at += taken;
            moved |= taken > 0;
        }

        if (_state == Open)
        {
            int written = Write(core);
            moved |= written != 0;
            if (written < 0)
            {
                End(Fault.ConnectionLost, now);
            }
        }

        return moved;
    }

    /// <summary>Hands the buffer back for the next read, if the agent has taken all of it.</summary>
    public void Listen()
    {
        if (_state == Open && _isHanded && _at == _end)
        {
            _isHanded = false;
            _reader.Read();
        }
    }

    private bool Hear(AgentCore core, long now)
    {
        int report = _reader.Take();
        switch (report)
        {
            case Report.None:
                return false;
            case Report.Filled:
                _at = 0;
                _end = _reader.Count;
                break;
            case Report.Opened:
                _state = Open;
                core.Opened(_number, now);
                break;
            case Report.Secured:
                _state = Open;
                core.Secured(_number, now);
                break;
            default:
                _hasEnded = true;
                End(_reader.Fault, now);
                return true;
        }

        _isHanded = true;
        return true;
    }

    /// <summary>Bytes written, or -1 if the connection is lost.</summary>
    private int Write(AgentCore core)
    {
        int written = 0;
        int count = core.Transmit(_number, _out, 0, _out.Length);
        while (count > 0)
        {
            if (!_reader.Wire.Write(_out, count))
            {
                return -1;
            }

            written += count;
            count = core.Transmit(_number, _out, 0, _out.Length);
        }

        return written;
    }

    private void End(Fault why, long now)
    {
        if (_state == Busy || _state == Open)
        {
            _state = Closing;
            _why = why;
            _closingSince = now;
            _reader.Stop();
        }
    }

    private bool HasClosed(AgentCore core, long now)
    {
        _hasEnded |= _reader.Take() == Report.Ended;
        if (!_hasEnded)
        {
            IsStuck |= now - _closingSince > PatienceMs;
            return false;
        }

        IsStuck |= !_reader.Join(JoinMs);
        _state = Idle;
        core.Closed(_number, _why, now);
        return true;
    }
}
