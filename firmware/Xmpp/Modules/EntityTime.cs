using Core.Bytes;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>Entity time (XEP-0202): what the device takes the time to be, in UTC.</summary>
/// <remarks>
/// <code>
/// iq get { time } → iq result { time { tzo, utc } };  an error to try again while the time is not known
/// </code>
/// </remarks>
public sealed class EntityTime : StanzaModule
{
    private const ulong Name = 0x656D697400000018; // time

    /// <summary>Answers with the session's time.</summary>
    public EntityTime(XmppSession session)
        : base(session, Utf8.Bytes("urn:xmpp:time"))
    {
    }

    /// <inheritdoc/>
    public override bool Answer(Received request)
    {
        if (!request.IsGet || !request.Stanza.Is(request.Payload, Name))
        {
            return false;
        }

        StanzaWriter target = Session.Out;
        long now = Session.UnixTimeMs;
        if (now == 0)
        {
            target.Error(request, "wait", "resource-constraint");
            return true;
        }

        target.BeginResult(request);
        target.Text("<time xmlns='urn:xmpp:time'><tzo>Z</tzo><utc>");
        Timestamp.Write(target, now);
        target.Text("</utc></time>");
        target.EndResult(request);
        return true;
    }
}
