using System.Xml.Linq;

namespace HostSim.XmppServer;

/// <summary>One bound full JID. It outlives its connection while stream management lets it hibernate.</summary>
internal sealed class Resource(Account account, Jid jid, DomainOptions options)
{
    public Account Account { get; } = account;

    public Jid Jid { get; } = jid;

    /// <summary>The connection, or null while hibernating.</summary>
    public ServerSession? Session { get; set; }

    public StreamManagement? Sm { get; set; }

    /// <summary>
    /// The last available presence, or null: only available resources receive messages to the bare JID.
    /// </summary>
    public XElement? Presence { get; set; }

    public int Priority { get; set; }

    /// <summary>True once the roster was asked for: then pushes are wanted (RFC 6121 §2.1.6).</summary>
    public bool Interested { get; set; }

    public bool Carbons { get; set; }

    /// <summary>The capabilities its presence names (XEP-0115), or null.</summary>
    public string? Capabilities { get; set; }

    /// <summary>Who was sent directed presence and must hear when this resource goes (RFC 6121 §4.6.3).</summary>
    public HashSet<Jid> Directed { get; } = [];

    /// <summary>True while the resource can take a stanza, now or after a resume.</summary>
    public bool Reachable => Session is not null || Sm is { Spoiled: false };

    /// <summary>Sends the stanza or keeps it for a resume; false if neither is possible.</summary>
    public bool Deliver(XElement stanza)
    {
        if (Sm is null)
        {
            Session?.Send(stanza);
            return Session is { Abandoned: false };
        }

        if (!Sm.Keep(Session is null ? Delayed(stanza) : stanza))
        {
            Session?.Abandon("too many unacknowledged stanzas");
            return false;
        }

        Session?.Send(stanza);
        return true;
    }

    /// <summary>Sends everything unacknowledged again on the new connection.</summary>
    public void Replay()
    {
        foreach (XElement stanza in Sm!.Unacked)
        {
            Session!.Send(stanza);
        }

        Sm.Resumed();
    }

    // Who was away must be able to tell an old command from a new one (XEP-0203).
    private XElement Delayed(XElement stanza)
    {
        if (stanza.Name.LocalName != "message" || stanza.Element(Xmlns.Delay + "delay") is not null)
        {
            return stanza;
        }

        XElement copy = new(stanza);
        copy.Add(Stanzas.Delay(options.Domain, options.Clock.GetUtcNow()));
        return copy;
    }
}
