using System.Text;
using Core.Bytes;
using Xmpp.Xml;
using Xmpp;
using nanoFramework.TestFramework;

namespace Tests.Unit.Xmpp;

/// <summary>A conversation with modules in a session that is up, as text: what comes in, and what must go
/// out.</summary>
public sealed class XmppScript : IXmppOwner
{
    /// <summary>Our own full address.</summary>
    public const string Me = "dev@a.example/agent";

    /// <summary>Somebody who may control.</summary>
    public const string Friend = "friend@a.example/phone";

    /// <summary>Somebody who may read only.</summary>
    public const string Reader = "reader@a.example/desk";

    /// <summary>Somebody who is not on the allowlist.</summary>
    public const string Stranger = "eve@b.example/x";

    private const string Header = "<stream:stream xmlns='jabber:client' "
        + "xmlns:stream='http://etherx.jabber.org/streams' from='a.example' id='s' version='1.0'>";

    private readonly Stanza _stanza = new();
    private readonly XmlScanner _scanner;
    private readonly StanzaRouter _router;
    private readonly byte[] _output = new byte[Core.Limits.SendQueue];

    /// <summary>The agent behind the session.</summary>
    public readonly FakeCommands Commands = new();

    /// <summary>The session, bound to <see cref="Me"/>.</summary>
    public readonly XmppSession Session;

    /// <summary>A session without modules yet.</summary>
    public XmppScript()
    {
        XmppAccount account = new("a.example", "dev", "", "agent", false, false, false);
        Session = new XmppSession(account, Commands, this);
        Session.Bind(Texts.Slice(Me));
        Session.Now = 1_000;
        Session.Modules = new StanzaModule[0];
        _scanner = new XmlScanner(_stanza);
        _router = new StanzaRouter(Session, _stanza);
        Feed(Utf8.Bytes(Header), 1);
    }

    /// <summary>A request as it comes in.</summary>
    public static string Iq(string type, string from, string payload) =>
        "<iq type='" + type + "' from='" + from + "' to='" + Me + "' id='i1'>" + payload + "</iq>";

    /// <summary>The good answer to it as it must go out.</summary>
    public static string Result(string to, string payload) => payload.Length == 0
        ? "<iq type='result' id='i1' to='" + to + "'/>"
        : "<iq type='result' id='i1' to='" + to + "'>" + payload + "</iq>";

    /// <summary>The refusal of it as it must go out.</summary>
    public static string Error(string to, string type, string condition) => Error(to, type, condition, "");

    /// <summary>The refusal of it with something more inside.</summary>
    public static string Error(string to, string type, string condition, string more) =>
        "<iq type='error' id='i1' to='" + to + "'><error type='" + type + "'><" + condition
        + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>" + more + "</error></iq>";

    /// <summary>A get must be answered with this result, however its bytes are cut.</summary>
    public void Get(string from, string payload, string answer) =>
        Exchange(Iq("get", from, payload), Result(from, answer));

    /// <summary>A set must be answered with this result, however its bytes are cut.</summary>
    public void Set(string from, string payload, string answer) =>
        Exchange(Iq("set", from, payload), Result(from, answer));

    /// <summary>A get must be refused, however its bytes are cut.</summary>
    public void Refuses(string from, string payload, string type, string condition) =>
        Exchange(Iq("get", from, payload), Error(from, type, condition));

    /// <summary>This must be answered with that, twice: whole, and byte by byte.</summary>
    public void Exchange(string question, string answer)
    {
        Recv(question);
        Send(answer);
        Feed(Utf8.Bytes(question), 1);
        Send(answer);
    }

    /// <summary>This comes in.</summary>
    public void Recv(string xml)
    {
        byte[] bytes = Utf8.Bytes(xml);
        Feed(bytes, bytes.Length);
    }

    /// <summary>Just this must have gone out since the last look; empty for nothing.</summary>
    public void Send(string xml)
    {
        Assert.AreEqual(xml, Take());
    }

    /// <summary>What has gone out since the last look.</summary>
    public string Take() => Encoding.UTF8.GetString(_output, 0, Session.Out.Take(_output, 0, _output.Length));

    /// <summary>Takes in bytes in pieces of this size.</summary>
    public void Feed(byte[] bytes, int piece)
    {
        for (int at = 0; at < bytes.Length; at += piece)
        {
            int count = bytes.Length - at < piece ? bytes.Length - at : piece;
            Assert.AreEqual(count, _scanner.Append(bytes, at, count));
            Scan();
        }
    }

    /// <summary>Takes what goes out and forgets it; how many bytes it was.</summary>
    public int Drain() => Session.Out.Take(_output, 0, _output.Length);

    /// <inheritdoc/>
    public void Online(bool resumed)
    {
    }

    /// <inheritdoc/>
    public void Published(Delivery delivery)
    {
    }

    private void Scan()
    {
        ScanEvent found;
        do
        {
            found = _scanner.Scan();
            bool good = found == ScanEvent.Stanza ? _router.Route()
                : found == ScanEvent.Oversized ? _router.RouteOversized()
                : found == ScanEvent.None || found == ScanEvent.StreamOpen;
            Assert.IsTrue(good);
            Assert.IsFalse(_stanza.Malformed);
        }
        while (found != ScanEvent.None);
    }
}
