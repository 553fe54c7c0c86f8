using System.Xml.Linq;

namespace HostSim.XmppServer;

/// <summary>A stanza error (RFC 6120 §8.3): its type, its defined condition and what explains it.</summary>
internal sealed record StanzaFault(string Type, string Condition, string? Text = null, XElement? Detail = null)
{
    public static readonly StanzaFault ServiceUnavailable = new("cancel", "service-unavailable");
    public static readonly StanzaFault FeatureNotImplemented = new("cancel", "feature-not-implemented");
    public static readonly StanzaFault BadRequest = new("modify", "bad-request");
    public static readonly StanzaFault Forbidden = new("auth", "forbidden");
    public static readonly StanzaFault ItemNotFound = new("cancel", "item-not-found");
    public static readonly StanzaFault NotAllowed = new("cancel", "not-allowed");
    public static readonly StanzaFault NotAcceptable = new("modify", "not-acceptable");
    public static readonly StanzaFault Conflict = new("cancel", "conflict");
    public static readonly StanzaFault JidMalformed = new("modify", "jid-malformed");
    public static readonly StanzaFault RemoteServerNotFound = new("cancel", "remote-server-not-found");
    public static readonly StanzaFault ResourceConstraint = new("wait", "resource-constraint");

    public XElement ToElement()
    {
        XElement error =
            new(Xmlns.Client + "error", new XAttribute("type", Type), new XElement(Xmlns.StanzaErrors + Condition));
        if (Text is not null)
        {
            error.Add(new XElement(Xmlns.StanzaErrors + "text", Text));
        }

        if (Detail is not null)
        {
            error.Add(new XElement(Detail));
        }

        return error;
    }
}

/// <summary>Makes and reads stanzas. A stanza is never changed once it is routed: receivers share it.</summary>
internal static class Stanzas
{
    public static bool IsStanza(XElement element) =>
        element.Name.Namespace == Xmlns.Client && element.Name.LocalName is "iq" or "message" or "presence";

    public static string? Type(this XElement stanza) => (string?)stanza.Attribute("type");

    public static string? Id(this XElement stanza) => (string?)stanza.Attribute("id");

    public static Jid? To(this XElement stanza) => Address(stanza, "to");

    public static Jid? From(this XElement stanza) => Address(stanza, "from");

    public static bool IsError(this XElement stanza) => stanza.Type() == "error";

    /// <summary>True for an IQ that somebody must answer.</summary>
    public static bool IsRequest(this XElement stanza) =>
        stanza.Name.LocalName == "iq" && stanza.Type() is "get" or "set";

    public static XElement? Child(this XElement element, XNamespace space, string name) =>
        element.Element(space + name);

    /// <summary>A copy with other addresses; the original stays as it is.</summary>
    public static XElement Readdressed(XElement stanza, Jid? from, Jid? to)
    {
        XElement copy = new(stanza);
        copy.SetAttributeValue("from", from?.ToString() ?? (string?)copy.Attribute("from"));
        copy.SetAttributeValue("to", to?.ToString() ?? (string?)copy.Attribute("to"));
        return copy;
    }

    /// <summary>The answer that carries a fault back to the sender.</summary>
    public static XElement ErrorFor(XElement stanza, StanzaFault fault)
    {
        XElement error = Answer(stanza, "error");
        error.Add(fault.ToElement());
        return error;
    }

    /// <summary>The result of an IQ.</summary>
    public static XElement ResultFor(XElement iq, XElement? payload)
    {
        XElement result = Answer(iq, "result");
        if (payload is not null)
        {
            result.Add(payload);
        }

        return result;
    }

    public static XElement Presence(Jid from, Jid? to, string? type)
    {
        XElement presence = new(Xmlns.Client + "presence", new XAttribute("from", from.ToString()));
        presence.SetAttributeValue("to", to?.ToString());
        presence.SetAttributeValue("type", type);
        return presence;
    }

    public static XElement Message(Jid from, Jid to, string type, params object[] content) => new(
        Xmlns.Client + "message",
        new XAttribute("type", type),
        new XAttribute("from", from.ToString()),
        new XAttribute("to", to.ToString()),
        content);

    public static XElement Delay(string by, DateTimeOffset stamp) => new(
        Xmlns.Delay + "delay",
        new XAttribute("from", by),
        new XAttribute("stamp", Stamp(stamp)));

    /// <summary>UTC in the profile of XEP-0082.</summary>
    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    private static XElement Answer(XElement stanza, string type)
    {
        XElement answer = new(stanza.Name, new XAttribute("type", type));
        answer.SetAttributeValue("id", stanza.Id());
        answer.SetAttributeValue("from", (string?)stanza.Attribute("to"));
        answer.SetAttributeValue("to", (string?)stanza.Attribute("from"));
        return answer;
    }

    private static Jid? Address(XElement stanza, string name) =>
        Jid.TryParse((string?)stanza.Attribute(name), out Jid? jid) ? jid : null;
}
