using System.Xml.Linq;

namespace HostSim.Operator;

/// <summary>What the operator answers when it is asked.</summary>
internal static class Answers
{
    /// <summary>The answer to an IQ question: a ping gets its result, everything else is not our service.</summary>
    public static XElement To(XElement question)
    {
        bool isPing = question.Element(XmppNames.Ping + "ping") is not null;
        XElement reply = new(XmppNames.Client + "iq",
            new XAttribute("type", isPing ? "result" : "error"),
            new XAttribute("id", question.Attribute("id")?.Value ?? ""));
        if (question.Attribute("from")?.Value is string from)
        {
            reply.SetAttributeValue("to", from);
        }

        if (!isPing)
        {
            reply.Add(new XElement(XmppNames.Client + "error", new XAttribute("type", "cancel"),
                new XElement(XmppNames.Stanzas + "service-unavailable")));
        }

        return reply;
    }

    /// <summary>The answer to a request to see the operator's presence: yes to its devices.</summary>
    public static XElement? ToSubscription(XElement presence, OperatorOptions options)
    {
        string from = XmppNames.Bare(presence.Attribute("from")?.Value ?? "");
        return presence.Attribute("type")?.Value == "subscribe"
            && options.Devices.Any(device => XmppNames.Bare(device) == from)
            ? new XElement(XmppNames.Client + "presence", new XAttribute("type", "subscribed"),
                new XAttribute("to", from))
            : null;
    }
}
