using Core;
using Core.Agent;

namespace Esp32;

/// <summary>One of the agent's links as the loop turns it.</summary>
/// <remarks>
/// <code>
/// Idle ──Open──► Busy ──Opened──► Open ──Secure──► Busy ──Secured──► Open
///                 │ Ended           │ Close, Ended, or a write failed
///                 └────────► Idle ◄─┘   the reader is joined, then the agent hears Closed
/// </code>
/// While it is busy the reader works and nothing is written. No read starts before the agent's intents are taken, so
/// that the bytes after STARTTLS belong to TLS.
/// </remarks>
internal sealed class DeviceLink
{
    // Closing a socket ends whatever its reader waits for at once; one that is still there after this never ends.
    private const int JoinMs = 30_000;

    private const int Idle = 0;
    private const int Busy = 1;
    private const int Open = 2;

    private readonly int _number;
    private readonly LinkReader _reader;
    private readonly byte[] _out;
    private int _state;
    private bool _isHanded;     // the reader waits for the buffer
    private int _at;            // what the agent has taken of the buffer
    private int _end;

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
        _isHanded = false;
        _at = _end = 0;
        _reader.Start(intent);
    }

    /// <summary>Starts TLS on the open connection. Bytes that came before TLS are refused: whoever sent them was not
    /// authenticated (CVE-2011-0411).</summary>
    public void Secure(Intent intent, AgentCore core, long now)
    {
        if (_state != Open)
        {
            return;
        }

        if (_at < _end || !_isHanded)
        {
            End(core, Fault.TlsFailed, now);
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

        End(core, why, now);
    }

    /// <summary>Closes without another word; the stream on it can be resumed.</summary>
    public void Abandon(AgentCore core, long now) => End(core, Fault.None, now);

    /// <summary>The network is gone, and with it an open connection.</summary>
    public void Lose(AgentCore core, long now)
    {
        if (_state == Open)
        {
            End(core, Fault.ConnectionLost, now);
        }
    }

    /// <summary>Brings what has happened to the agent and writes what it says. True if anything moved.</summary>
    public bool Step(AgentCore core, long now)
    {
        if (_state == Idle)
        {
            return false;
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
                End(core, Fault.ConnectionLost, now);
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
                End(core, _reader.Fault, now);
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

    private void End(AgentCore core, Fault why, long now)
    {
        if (_state == Idle)
        {
            return;
        }

        _reader.Stop();
        IsStuck |= !_reader.Join(JoinMs);
        _reader.Take();
        _state = Idle;
        core.Closed(_number, why, now);
    }
}
