using System.Text;

namespace Tests.Chaos.Fuzz;

/// <summary>Stanzas that nobody thought of, made of the names and namespaces that the agent knows.</summary>
internal sealed class RandomXml(Random chance)
{
    private static readonly string[] Stanzas = ["iq", "iq", "iq", "message", "message", "presence"];

    private static readonly string[] Names =
    [
        "command", "x", "field", "value", "pubsub", "items", "item", "event", "query", "ping", "publish", "retract",
        "error", "body", "request", "received", "set", "getFields", "int", "nd", "req", "bool", "identity", "feature",
        "item-not-found", "conflict", "show", "group", "active", "time", "delay", "p:command", "stream:error", "c",
    ];

    private static readonly string[] Namespaces =
    [
        "jabber:client", "jabber:x:data", "http://jabber.org/protocol/commands", "http://jabber.org/protocol/pubsub",
        "http://jabber.org/protocol/pubsub#event", "http://jabber.org/protocol/disco#info", "urn:xmpp:ping",
        "http://jabber.org/protocol/disco#items", "jabber:iq:version", "jabber:iq:roster", "urn:xmpp:time",
        "urn:xmpp:receipts", "urn:nf:iot:sd:1.0", "urn:ieee:iot:sd:1.0", "urn:nf:iot:ctr:1.0", "urn:ieee:iot:ctr:1.0",
        "urn:xmpp:iot:sensordata", "urn:xmpp:iot:control", "urn:ietf:params:xml:ns:xmpp-stanzas", "urn:x:unknown", "",
        "http://jabber.org/protocol/pubsub#owner", "http://jabber.org/protocol/caps", "urn:xmpp:sm:3",
    ];

    private static readonly string[] AttributeNames =
    [
        "id", "type", "node", "var", "action", "sessionid", "publisher", "name", "jid", "subscription", "from", "to",
        "n", "v", "seqnr", "momentary", "xml:lang", "ver", "hash", "ask", "rt", "all", "m",
    ];

    private static readonly string[] Values =
    [
        "get", "set", "result", "error", "submit", "cancel", "form", "execute", "complete", "prev", "pin.write",
        "pin.read", "pin.pulse", "sensor.read", "health", "help", "report.every", "config.set", "pin", "value", "ms",
        "name", "2", "0", "1", "-1", "999999999999999999999", "true", "dev1/commands", "dev1/data", "dev1/results",
        "subscribe", "subscribed", "unsubscribe", "remove", "both", "Temperature", "FORM_TYPE", "q1", "q2", "q3", "q9",
        "bind", "pubsub.iot.test", "op@iot.test/x", "op@iot.test", "viewer@iot.test/y", "eve@evil.test/z", "iot.test",
        "dev1@iot.test", "dev1@iot.test/agent", "", " ", "&lt;&#x41;&amp;", "&nope;", "&#0;", "\u00e4\u20ac",
        "2026-11-21T08:00:00Z",
    ];

    private static readonly string[] Senders =
    [
        "pubsub.iot.test", "op@iot.test/x", "viewer@iot.test/y", "boss@iot.test/z", "eve@evil.test/z", "iot.test",
        "dev1@iot.test", "dev1@iot.test/agent", "@", "/", "op@iot.test",
    ];

    /// <summary>If set, every stanza comes from here, as a server sees to it.</summary>
    public string? OnlySender { get; init; }

    /// <summary>One stanza.</summary>
    public string Stanza()
    {
        StringBuilder text = new();
        string name = Stanzas[chance.Next(Stanzas.Length)];
        text.Append('<').Append(name);
        Attribute(text, "type");
        if (chance.Next(10) > 0)
        {
            text.Append(" id='").Append(chance.Next(2) == 0 ? "q" : "a").Append(chance.Next(30)).Append('\'');
        }

        if (OnlySender is not null || chance.Next(6) > 0)
        {
            text.Append(" from='").Append(OnlySender ?? Pick(Senders)).Append('\'');
        }

        Content(text, name, 0);
        return text.ToString();
    }

    private void Element(StringBuilder text, int depth)
    {
        string name = Pick(Names);
        text.Append('<').Append(name);
        if (chance.Next(3) == 0 || depth == 1)
        {
            text.Append(" xmlns='").Append(Pick(Namespaces)).Append('\'');
        }

        for (int count = chance.Next(4); count > 0; count--)
        {
            Attribute(text, Pick(AttributeNames));
        }

        Content(text, name, depth);
    }

    private void Content(StringBuilder text, string name, int depth)
    {
        int children = depth > 5 ? 0 : chance.Next(4);
        if (children == 0 && chance.Next(2) == 0)
        {
            text.Append("/>");
            return;
        }

        text.Append('>');
        for (; children > 0; children--)
        {
            if (chance.Next(4) == 0)
            {
                Text(text);
            }

            Element(text, depth + 1);
        }

        Text(text);
        text.Append("</").Append(name).Append('>');
    }

    private void Attribute(StringBuilder text, string name) =>
        text.Append(' ').Append(name).Append("='").Append(Pick(Values)).Append('\'');

    private void Text(StringBuilder text) => text.Append(chance.Next(40) switch
    {
        0 => new string('x', chance.Next(6000)),
        1 => "<![CDATA[<&>]]>",
        < 20 => Pick(Values),
        _ => string.Empty,
    });

    private string Pick(string[] from) => from[chance.Next(from.Length)];
}
