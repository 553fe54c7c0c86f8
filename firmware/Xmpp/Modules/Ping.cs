using Core.Bytes;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>Ping (XEP-0199): shows whoever asks that the device is there, and asks a server that acknowledges
/// nothing.</summary>
/// <remarks>
/// <code>
/// iq get { ping } → iq result, both ways
/// </code>
/// Where the server acknowledges stanzas we do not ping: its acknowledgements show as much, and cost less.
/// </remarks>
public sealed class Ping : StanzaModule
{
    private static readonly string Element = "<ping xmlns='urn:xmpp:ping'/>";
    private const ulong Name = 0x676E697000000018; // ping

    /// <summary>Answers on this session.</summary>
    public Ping(XmppSession session)
        : base(session, Utf8.Bytes("urn:xmpp:ping"))
    {
    }

    /// <inheritdoc/>
    public override bool KeepAlive()
    {
        if (!Session.BeginRequest(this, 0, StanzaWriter.Get, null))
        {
            return false;
        }

        // Any answer will do, an error too: Liveness takes none at all for the end of the stream.
        Session.Out.Text(Element);
        return Session.EndRequest();
    }

    /// <inheritdoc/>
    public override bool Answer(Received request)
    {
        if (!request.IsGet || !request.Stanza.Is(request.Payload, Name))
        {
            return false;
        }

        Session.Out.Result(request);
        return true;
    }
}
