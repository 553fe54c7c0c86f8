using System.Text;
using System.Xml.Linq;
using HostSim.XmppServer;

namespace HostSim.Replay;

/// <summary>Somebody with an ordinary client and a good connection: says XML, hears elements.</summary>
internal sealed class Person
{
    private const string Streams = "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'";

    private readonly ServerSession _session;

    /// <summary>Logs in and becomes available.</summary>
    public Person(XmppDomain domain, string user)
    {
        User = user;
        _session = new ServerSession(domain, true);
        string header = $"<?xml version='1.0'?><stream:stream {Streams} to='{domain.Name}' version='1.0'>";
        string plain = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{user}-pw"));
        Say(header + $"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{plain}</auth>");
        Say(header + "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desk</resource>"
            + "</bind></iq><presence/>");
        Hear();
    }

    /// <summary>The account's name.</summary>
    public string User { get; }

    /// <summary>Says it.</summary>
    public void Say(string xml) => _session.Receive(Encoding.UTF8.GetBytes(xml));

    /// <summary>What came since, as elements without their stream.</summary>
    public IEnumerable<XElement> Hear()
    {
        if (!_session.TryTake(out byte[]? output))
        {
            return [];
        }

        string text = Encoding.UTF8.GetString(output);
        for (int at = text.IndexOf("<?xml", StringComparison.Ordinal); at >= 0;
            at = text.IndexOf("<?xml", StringComparison.Ordinal))
        {
            int header = text.IndexOf("<stream:stream", at, StringComparison.Ordinal);
            text = text.Remove(at, text.IndexOf('>', header) + 1 - at);
        }

        return XElement.Parse($"<stream:stream {Streams}>{text}</stream:stream>").Elements();
    }
}
