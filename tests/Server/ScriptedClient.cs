using System.Text;
using System.Xml.Linq;
using HostSim.XmppServer;

namespace Tests.Server;

/// <summary>
/// A client without sockets: says text, hears elements. Reads the server with System.Xml and nothing of it.
/// </summary>
internal sealed class ScriptedClient
{
    public const string Header =
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
        + " to='sim.localhost' version='1.0'>";

    public const string NamedHeader =
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
        + " to='sim.localhost' from='alice@sim.localhost' version='1.0'>";

    public static readonly XNamespace Client = "jabber:client";
    public static readonly XNamespace Streams = "http://etherx.jabber.org/streams";

    public ScriptedClient(XmppDomain domain, bool encrypted = true, IReadOnlyList<string>? certificate = null) =>
        Session = new ServerSession(domain, encrypted, certificate);

    public ServerSession Session { get; }

    /// <summary>The full JID after <see cref="Bind"/>.</summary>
    public string Jid => Session.Jid ?? string.Empty;

    /// <summary>The raw text of the last <see cref="Hear"/>.</summary>
    public string LastText { get; private set; } = string.Empty;

    public void Say(string text) => Session.Receive(Encoding.UTF8.GetBytes(text));

    public void Say(byte[] bytes) => Session.Receive(bytes);

    /// <summary>Everything the server has said since, as elements; stream tags are left out.</summary>
    public IReadOnlyList<XElement> Hear()
    {
        LastText = Session.TryTake(out byte[]? output) ? Encoding.UTF8.GetString(output) : string.Empty;
        StringBuilder document =
            new("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>");
        string rest = LastText.Replace("</stream:stream>", string.Empty, StringComparison.Ordinal);
        int declaration = rest.IndexOf("<?xml", StringComparison.Ordinal);
        while (declaration >= 0)
        {
            int end = rest.IndexOf('>', rest.IndexOf("<stream:stream", declaration, StringComparison.Ordinal));
            rest = rest.Remove(declaration, end + 1 - declaration);
            declaration = rest.IndexOf("<?xml", StringComparison.Ordinal);
        }

        document.Append(rest).Append("</stream:stream>");
        return [.. XElement.Parse(document.ToString(), LoadOptions.PreserveWhitespace).Elements()];
    }

    /// <summary>Hears exactly one element.</summary>
    public XElement HearOne()
    {
        IReadOnlyList<XElement> elements = Hear();
        Assert.HasCount(1, elements, LastText);
        return elements[0];
    }

    /// <summary>Says something and hears the one answer.</summary>
    public XElement Ask(string text)
    {
        Say(text);
        return HearOne();
    }

    /// <summary>Logs in by SCRAM-SHA-256 and opens the stream that follows.</summary>
    public void Login(string user, string password)
    {
        Say(Header);
        Hear();
        XElement end = Authenticate("SCRAM-SHA-256", user, password);
        Assert.AreEqual("success", end.Name.LocalName);
        Say(Header);
        Hear();
    }

    /// <summary>Runs one SCRAM exchange and returns its last element.</summary>
    public XElement Authenticate(string mechanism, string user, string password)
    {
        const string Sasl = "urn:ietf:params:xml:ns:xmpp-sasl";
        ScramScript scram = new(mechanism, user, password);
        XElement challenge = Ask($"<auth xmlns='{Sasl}' mechanism='{mechanism}'>{scram.First()}</auth>");
        if (challenge.Name.LocalName != "challenge")
        {
            return challenge;
        }

        XElement end = Ask($"<response xmlns='{Sasl}'>{scram.Final(challenge.Value)}</response>");
        if (end.Name.LocalName == "success")
        {
            scram.Verify(end.Value);
        }

        return end;
    }

    public void Bind(string resource)
    {
        XElement result = Ask("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            + $"<resource>{resource}</resource></bind></iq>");
        Assert.AreEqual("result", (string?)result.Attribute("type"));
    }

    /// <summary>The condition of a stanza, stream or SASL error: the first child that is not text.</summary>
    public static string Condition(XElement error)
    {
        XElement holder = error.Element(Client + "error") ?? error;
        return holder.Elements().First(child => child.Name.LocalName != "text").Name.LocalName;
    }
}
