using Core.Bytes;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>Software version (XEP-0092): what runs here.</summary>
/// <remarks>
/// <code>
/// iq get { query } → iq result { query { name, version, [os] } }
/// </code>
/// Only for our own account, its server and the allowlist: to anybody else it would say what can be attacked.
/// </remarks>
public sealed class SoftwareVersion : StanzaModule
{
    private readonly byte[] _name;
    private readonly byte[] _version;
    private readonly byte[] _system;

    /// <summary>Answers with these three; <paramref name="system"/>, the board and what runs it, may be
    /// empty.</summary>
    public SoftwareVersion(XmppSession session, string name, string version, string system)
        : base(session, Utf8.Bytes("jabber:iq:version"))
    {
        _name = Utf8.Bytes(name);
        _version = Utf8.Bytes(version);
        _system = Utf8.Bytes(system);
    }

    /// <inheritdoc/>
    public override bool Answer(Received request)
    {
        if (!request.IsGet || !request.Stanza.Is(request.Payload, Names.Query) || !Session.Trusts(request))
        {
            return false;
        }

        StanzaWriter target = Session.Out;
        target.BeginResult(request);
        target.Text("<query xmlns='jabber:iq:version'><name>");
        target.Escaped(_name);
        target.Text("</name><version>");
        target.Escaped(_version);
        target.Text("</version>");
        if (_system.Length > 0)
        {
            target.Text("<os>");
            target.Escaped(_system);
            target.Text("</os>");
        }

        target.Text("</query>");
        target.EndResult(request);
        return true;
    }
}
