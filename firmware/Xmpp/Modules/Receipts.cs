using Core.Bytes;
using Core.Commands;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>Delivery receipts (XEP-0184): tells a peer on the allowlist that its message has come.</summary>
/// <remarks>
/// <code>
/// message[id] { request } → message { received[id] }
/// </code>
/// Nobody else gets one, since it would tell that the device is there; nor does an error, a room or a headline.
/// </remarks>
public sealed class Receipts : StanzaModule
{
    private static readonly string Element = "<received xmlns='urn:xmpp:receipts'";
    private static readonly byte[] Namespace = Utf8.Bytes("urn:xmpp:receipts");
    private const ulong Request = 0x7473657571657200; // request

    /// <summary>Receipts for messages of this session.</summary>
    public Receipts(XmppSession session)
        : base(session, new byte[0][], new byte[][] { Namespace })
    {
    }

    /// <summary>Answers and leaves the message to the other modules.</summary>
    public override bool Message(Received message)
    {
        bool asked = message.Id.Count > 0 && Chat.IsConversation(message)
            && message.Stanza.Child(0, Request, Namespace) != Stanza.None
            && Session.Host.RoleOf(message.Bare) != Role.Stranger;
        if (!asked)
        {
            return false;
        }

        StanzaWriter target = Session.Out;
        target.Begin();
        Chat.BeginAnswer(target, message);
        target.Text(Element);
        target.Attribute(XmlWriter.Id, message.Id);
        target.Byte('/');
        target.Byte('>');
        target.Text(StanzaWriter.EndMessage);
        target.End();
        return false;
    }
}
