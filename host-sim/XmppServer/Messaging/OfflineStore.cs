using System.Xml.Linq;

namespace HostSim.XmppServer.Messaging;

/// <summary>
/// Messages that wait for their account to come online (XEP-0160), each with the time it arrived (XEP-0203).
/// </summary>
internal sealed class OfflineStore(DomainOptions options)
{
    private readonly List<XElement> _messages = [];

    public int Count => _messages.Count;

    /// <summary>True for what is worth keeping: ordinary messages, and chat messages that say something.</summary>
    public static bool Deserves(XElement message)
    {
        if (message.Element(Xmlns.Hints + "no-store") is not null)
        {
            return false;
        }

        return message.Type() is null or "normal" || message.Element(Xmlns.Client + "body") is not null;
    }

    /// <summary>Keeps a message; false if the store is full.</summary>
    public bool Add(XElement message)
    {
        if (_messages.Count >= options.Limits.OfflineMessages)
        {
            return false;
        }

        XElement copy = new(message);
        if (copy.Element(Xmlns.Delay + "delay") is null)
        {
            copy.Add(Stanzas.Delay(options.Domain, options.Clock.GetUtcNow()));
        }

        _messages.Add(copy);
        return true;
    }

    /// <summary>Everything stored, oldest first; the store is empty afterwards.</summary>
    public IReadOnlyList<XElement> TakeAll()
    {
        XElement[] messages = [.. _messages];
        _messages.Clear();
        return messages;
    }
}
