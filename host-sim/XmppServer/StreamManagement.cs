using System.Xml.Linq;

namespace HostSim.XmppServer;

/// <summary>
/// The server's half of XEP-0198 for one bound resource. It outlives the connection while it hibernates:
/// <code>
/// live --connection lost--> hibernating --resume--> live
///                           hibernating --300 s--> ended: its stanzas are stored or bounced
/// </code>
/// Counters are modulo 2^32 as the specification wants.
/// </summary>
internal sealed class StreamManagement(string? id, int maxUnacked)
{
    private readonly Queue<XElement> _unacked = new();
    private uint _sent;
    private DateTimeOffset? _requested;
    private bool _news;

    /// <summary>The id to resume with, or null if the client did not ask for it.</summary>
    public string? Id { get; } = id;

    /// <summary>Stanzas received and handled.</summary>
    public uint Handled { get; set; }

    /// <summary>When hibernation ends; null while a connection is there.</summary>
    public DateTimeOffset? HibernatesUntil { get; set; }

    /// <summary>
    /// When something must be done: hibernation ends, or an acknowledgement is overdue; null if nothing.
    /// </summary>
    public DateTimeOffset? Deadline(TimeSpan ackTimeout) => HibernatesUntil ?? _requested + ackTimeout;

    /// <summary>True after too many unacknowledged stanzas: the session can no longer promise anything.</summary>
    public bool Spoiled { get; private set; }

    public IReadOnlyCollection<XElement> Unacked => _unacked;

    /// <summary>True if an acknowledgement should be asked for with the next output.</summary>
    public bool WantsAck => _news && _requested is null;

    /// <summary>Keeps a stanza until it is acknowledged; false if no more can be kept.</summary>
    public bool Keep(XElement stanza)
    {
        if (_unacked.Count >= maxUnacked)
        {
            Spoiled = true;
            return false;
        }

        _unacked.Enqueue(stanza);
        _sent++;
        _news = true;
        return true;
    }

    /// <summary>Drops what the peer has; false if it acknowledges more than was ever sent.</summary>
    public bool Acknowledge(uint handled)
    {
        uint open = _sent - handled;
        if (open > (uint)_unacked.Count)
        {
            return false;
        }

        while ((uint)_unacked.Count > open)
        {
            _unacked.Dequeue();
        }

        _requested = null;
        _news = _news && _unacked.Count > 0;
        return true;
    }

    /// <summary>Marks that an acknowledgement was asked for.</summary>
    public void Asked(DateTimeOffset now)
    {
        _requested = now;
        _news = false;
    }

    /// <summary>A new connection has taken over: whatever is open was just sent again.</summary>
    public void Resumed()
    {
        HibernatesUntil = null;
        _requested = null;
        _news = _unacked.Count > 0;
    }

    /// <summary>The number of stanzas sent, for the text of an error.</summary>
    public uint Sent => _sent;
}
