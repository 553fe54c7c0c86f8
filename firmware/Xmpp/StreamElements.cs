using Core.Bytes;
using Xmpp.Xml;

namespace Xmpp;

/// <summary>What stands in an established stream beside the stanzas (XEP-0198, XEP-0352).</summary>
/// <remarks>
/// <code>
/// r          → a
/// a[h]       → what is acknowledged need not be kept
/// enabled    → the server acknowledges;  failed → it does not
/// features   → tells the client's state if the server wants it
/// </code>
/// </remarks>
public sealed class StreamElements
{
    private const ulong Request = 0x7200000000000030; // r
    private const ulong Acknowledgement = 0x6100000000000030; // a
    private const ulong Enabled = 0x64656C62616E6500; // enabled
    private const ulong Failed = 0x64656C6961660008; // failed
    private const ulong H = 0x6800000000000030; // h

    private readonly XmppSession _session;
    private readonly Negotiation _negotiation;
    private readonly Liveness _liveness;
    private readonly bool _isInactive;

    /// <summary>Elements of one stream; <paramref name="inactive"/> is the state to tell.</summary>
    public StreamElements(XmppSession session, Negotiation negotiation, Liveness liveness, bool inactive)
    {
        _session = session;
        _negotiation = negotiation;
        _liveness = liveness;
        _isInactive = inactive;
    }

    /// <summary>Takes one; false if there is no such, or it says what cannot be.</summary>
    public bool Handle(Stanza stanza)
    {
        if (stanza.Is(0, Names.Features, Ns.Streams))
        {
            _negotiation.TakeLateFeatures(stanza);
            TellState();
            return true;
        }

        if (!stanza.IsIn(0, Ns.StreamManagement))
        {
            return false;
        }

        if (stanza.Is(0, Acknowledgement))
        {
            _liveness.Answered();
            Slice text = _session.Scratch;
            return stanza.Attribute(0, H, text) && text.TryNumber(out long h) && _session.Acks.Acknowledge(h);
        }

        if (stanza.Is(0, Request))
        {
            _session.Acks.WriteAcknowledgement(_session.Out);
        }
        else if (stanza.Is(0, Enabled))
        {
            _negotiation.TakeEnabled(stanza);
        }
        else if (stanza.Is(0, Failed))
        {
            _session.Acks.Forget();
        }

        return true;
    }

    /// <summary>Says that nobody looks, if that is so and the server wants to know.</summary>
    public void TellState()
    {
        if (_isInactive && _negotiation.OffersClientState)
        {
            _session.Out.Text("<inactive xmlns='urn:xmpp:csi:0'/>");
        }
    }
}
