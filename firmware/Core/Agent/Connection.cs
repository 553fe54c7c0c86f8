using Core.Ports;

namespace Core.Agent;

/// <summary>The agent's side of one link: what is open, and when to try next.</summary>
public sealed class Connection
{
    private readonly Health _health;
    private readonly ILog _log;
    private bool _isUp;             // the engine has heard of it: before, its fault is the last connection's
    private bool _isSecuring;
    private bool _isClosing;
    private bool _wasOnline;

    /// <summary>A link that is down.</summary>
    public Connection(Link link, Reconnection reconnection, Health health, ILog log)
    {
        Link = link;
        Reconnection = reconnection;
        _health = health;
        _log = log;
    }

    /// <summary>The link.</summary>
    public readonly Link Link;

    /// <summary>When and where to try next.</summary>
    public readonly Reconnection Reconnection;

    /// <summary>Why the last connection ended; nothing while it is up.</summary>
    public Fault Reason;

    /// <summary>The driver has a connection, or is making one.</summary>
    public bool IsOpen;

    /// <summary>Since when it has been missed, in monotonic ms: wanted, and down. <see cref="Engine.Never"/> while it
    /// is not wanted.</summary>
    public long WantedSince = Engine.Never;

    /// <summary>Its link is up.</summary>
    public bool IsOnline => IsOpen && Link.IsOnline;

    /// <summary>Fills in that it is to be opened.</summary>
    public void Open(Intent intent)
    {
        IsOpen = true;
        string host = Reconnection.Host;
        intent.Kind = IntentKind.Open;
        intent.Host = host ?? Link.Host;
        intent.Port = host != null && Reconnection.Port != 0 ? Reconnection.Port : Link.Port;
        intent.DirectTls = Link.DirectTls;
        intent.TlsName = Link.TlsName;
    }

    /// <summary>Fills in what the open connection wants now; false if nothing.</summary>
    public bool NextIntent(Intent intent)
    {
        if (!_isUp)
        {
            return false;
        }

        if (Link.WantsTls && !_isSecuring)
        {
            _isSecuring = true;
            intent.Kind = IntentKind.Secure;
            intent.TlsName = Link.TlsName;
            return true;
        }

        if (Link.Engine.Fault != Fault.None && !_isClosing)
        {
            _isClosing = true;
            intent.Kind = IntentKind.Close;
            intent.Why = Link.Engine.Fault;
            return true;
        }

        return false;
    }

    /// <summary>The connection is up; inside TLS if that was asked for.</summary>
    public void Opened(long now)
    {
        _isUp = true;
        _health.Opened(Link.DirectTls);
        Link.Engine.Opened(now);
    }

    /// <summary>The connection is inside TLS now.</summary>
    public void Secured(long now)
    {
        _health.Handshakes++;
        Link.Engine.Secured(now);
    }

    /// <summary>The connection is gone, or could not be made.</summary>
    public void Closed(Fault why, long now)
    {
        Fault fault = _isUp ? Link.Engine.Fault : Fault.None;
        Reason = fault != Fault.None ? fault : why;
        Link.Engine.Closed(now);
        if (_wasOnline && WantedSince != Engine.Never)
        {
            WantedSince = now;
        }

        IsOpen = _isUp = _isSecuring = _isClosing = _wasOnline = false;
        Reconnection.Ended(Reason, Link.OtherHost, now);
    }

    /// <summary>Notices that the link has come up.</summary>
    public void Settle(long now)
    {
        bool online = IsOnline;
        if (online && !_wasOnline)
        {
            Reconnection.Online(now);
            Reason = Fault.None;
            _log.Write("online", _health.Reconnects);
        }

        _wasOnline = online;
    }
}
