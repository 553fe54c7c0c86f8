using Core.Bytes;
using Core.Commands;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>Who sees our presence (RFC 6121 §2, §3): the allowlist, and nobody else.</summary>
/// <remarks>
/// <code>
/// new session                    → iq get { query }
/// result or push, a stranger sees us: item[subscription='from' | 'both']   → presence unsubscribed
/// presence subscribe             → presence subscribed, to a stranger unsubscribed
/// presence subscribed, unsubscribe, unsubscribed, probe, error             → nothing
/// </code>
/// We subscribe to nobody: what a peer may do does not depend on whether it is there. A roster too large to read stays
/// as it is; pushes are still checked.
/// </remarks>
public sealed class Roster : StanzaModule
{
    private static readonly byte[] Namespace = Utf8.Bytes("jabber:iq:roster");
    private static readonly byte[] Subscription = Utf8.Bytes("subscription");
    private static readonly byte[] From = Utf8.Bytes("from");
    private static readonly byte[] Both = Utf8.Bytes("both");
    private static readonly byte[] Subscribe = Utf8.Bytes("subscribe");
    private static readonly byte[] Unavailable = Utf8.Bytes("unavailable");

    private readonly Slice _jid = new();
    private readonly Slice _bare = new();

    /// <summary>The roster of the session's account.</summary>
    public Roster(XmppSession session)
        : base(session, new byte[][] { Namespace }, new byte[0][])
    {
    }

    /// <inheritdoc/>
    public override void Online(bool resumed)
    {
        if (!resumed && Session.BeginRequest(this, 0, "get", null))
        {
            Session.Out.Text("<query xmlns='jabber:iq:roster'/>");
            Session.EndRequest();
        }
    }

    /// <inheritdoc/>
    public override void Answered(int tag, Received answer)
    {
        if (answer == null || !answer.IsResult)
        {
            return;
        }

        Stanza stanza = answer.Stanza;
        int query = stanza.Child(0, Names.Query, Namespace);
        int item = query == Stanza.None ? Stanza.None : stanza.FirstChild(query);
        while (item != Stanza.None && Check(stanza, item))
        {
            item = stanza.NextSibling(item);
        }
    }

    /// <summary>Takes a roster push, from our own account only (RFC 6121 §2.1.6): anybody else must not even learn
    /// that we are here.</summary>
    public override bool Answer(Received request)
    {
        Stanza stanza = request.Stanza;
        bool isOwn = request.From.Count == 0 || request.From.Is(Session.Account.BareJid);
        if (!isOwn || !request.IsSet || !stanza.Is(request.Payload, Names.Query))
        {
            return false;
        }

        int item = stanza.FirstChild(request.Payload);
        if (item == Stanza.None || stanza.NextSibling(item) != Stanza.None || !stanza.Is(item, Names.Item))
        {
            Session.Out.Error(request, "modify", "bad-request");
            return true;
        }

        Session.Out.Result(request);
        Check(stanza, item);
        return true;
    }

    /// <inheritdoc/>
    public override bool Presence(Received presence)
    {
        if (presence.Type.Count == 0 || presence.Type.Is(Unavailable))
        {
            return false;
        }

        if (presence.Type.Is(Subscribe) && presence.Bare.Count > 0)
        {
            bool known = Session.Host.RoleOf(presence.Bare) != Role.Stranger;
            Write(presence.Bare, known ? "subscribed" : "unsubscribed");
        }

        return true;
    }

    /// <summary>Takes back what a stranger was once granted; false if there is no room to say so.</summary>
    private bool Check(Stanza stanza, int item)
    {
        bool isSeen = stanza.AttributeIs(item, Subscription, From)
            || stanza.AttributeIs(item, Subscription, Both);
        if (!isSeen || !stanza.Attribute(item, Names.Jid, _jid) || _jid.Count == 0)
        {
            return true;
        }

        Jid.Bare(_jid, _bare);
        return Session.Host.RoleOf(_bare) != Role.Stranger || Write(_jid, "unsubscribed");
    }

    private bool Write(Slice jid, string type)
    {
        StanzaWriter target = Session.Out;
        target.Begin();
        target.Text("<presence type='");
        target.Text(type);
        target.Byte('\'');
        target.Attribute("to", jid);
        target.Text("/>");
        return target.End();
    }
}
