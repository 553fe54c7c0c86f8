using Core;

namespace Xmpp;

/// <summary>One extension of XMPP: what it understands, and what it does with it. Made once per link.</summary>
/// <remarks>Modules do not know each other. They answer through <see cref="XmppSession.Out"/>, at most
/// <see cref="Limits.Reply"/> bytes for one stanza, and ask through <see cref="XmppSession.BeginRequest"/>.</remarks>
public abstract class StanzaModule
{
    /// <summary>What modules share: the account, the way out, the agent.</summary>
    protected readonly XmppSession Session;

    /// <summary>Namespaces of IQ requests that it answers.</summary>
    public readonly byte[][] Namespaces;

    /// <summary>Features it adds to service discovery (XEP-0030).</summary>
    public readonly byte[][] Features;

    /// <summary>A module of this session, which answers requests in these namespaces and adds these features.</summary>
    protected StanzaModule(XmppSession session, byte[][] namespaces, byte[][] features)
    {
        Session = session;
        Namespaces = namespaces;
        Features = features;
    }

    /// <summary>A module of this session, which answers requests in the namespaces that are its features.</summary>
    protected StanzaModule(XmppSession session, params byte[][] features)
        : this(session, features, features)
    {
    }

    /// <summary>May write what is welcome before the server has answered the login: it goes out in the same
    /// flight.</summary>
    public virtual void Early()
    {
    }

    /// <summary>The session is up, new or resumed.</summary>
    public virtual void Online(bool resumed)
    {
    }

    /// <summary>Answers a request (get or set) in one of its namespaces; false if it cannot.</summary>
    public virtual bool Answer(Received request) => false;

    /// <summary>Looks at a message; true if no other module needs to.</summary>
    public virtual bool Message(Received message) => false;

    /// <summary>Looks at a presence; true if no other module needs to.</summary>
    public virtual bool Presence(Received presence) => false;

    /// <summary>The stream has been silent for long, and the server acknowledges nothing: may ask it for a sign of
    /// life; true if it did.</summary>
    public virtual bool KeepAlive() => false;

    /// <summary>A request of its own is answered: result or error; or null, if no answer came in time.</summary>
    public virtual void Answered(int tag, Received answer)
    {
    }
}
