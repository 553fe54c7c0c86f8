using HostSim.Network;
using HostSim.XmppServer;

namespace HostSim.Replay;

/// <summary>The device's connection: two lanes, and the server's session at the far end.</summary>
internal sealed class Connection
{
    // As much as a TCP window of a small device: a peer that does not read is felt.
    private const int WindowBytes = 5_744;

    private readonly byte[] _buffer = new byte[1_024];
    private readonly ServerSession _session;
    private byte[] _waiting = [];
    private bool _isServerGone;

    /// <summary>A connection that goes wrong as planned; inside TLS from the first byte or not.</summary>
    public Connection(XmppDomain domain, FaultPlan plan, bool encrypted)
    {
        Up = new Lane(plan, "up");
        Down = new Lane(plan, "down");
        _session = new ServerSession(domain, encrypted);
    }

    /// <summary>From the device to the server.</summary>
    public Lane Up { get; }

    /// <summary>From the server to the device.</summary>
    public Lane Down { get; }

    /// <summary>The fault plan has cut it.</summary>
    public bool IsCut => Up.IsCut || Down.IsCut;

    /// <summary>True if more may be put into the lane upwards.</summary>
    public bool HasRoom => Up.Count < WindowBytes;

    /// <summary>The server has said its last word, and all of it has arrived.</summary>
    public bool IsOver => _session.WantsClose && Down.Count == 0 && _waiting.Length == 0;

    /// <summary>The TLS handshake is done on both sides.</summary>
    public void Secure() => _session.TlsStarted([]);

    /// <summary>Nothing passes from now on; neither side has noticed yet.</summary>
    public void Cut()
    {
        Up.Cut();
        Down.Cut();
    }

    /// <summary>The server notices that the connection is gone.</summary>
    public void ServerNotices()
    {
        if (!_isServerGone)
        {
            _isServerGone = true;
            _session.Closed();
        }
    }

    /// <summary>Lets the server take what arrives and say what it has to say; true if anything moved.</summary>
    public bool Step(long now)
    {
        if (_isServerGone)
        {
            return false;
        }

        int count = Up.Peek(_buffer, now);
        _session.Receive(_buffer.AsSpan(0, count));
        Up.Take(count);
        if (_waiting.Length == 0 && _session.TryTake(out byte[]? output))
        {
            _waiting = output;
        }

        int moved = Math.Min(_waiting.Length, Math.Max(0, WindowBytes - Down.Count));
        Down.Put(_waiting.AsSpan(0, moved));
        _waiting = _waiting[moved..];
        return count > 0 || moved > 0;
    }
}
