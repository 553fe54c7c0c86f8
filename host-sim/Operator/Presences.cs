using System.Collections.Concurrent;
using System.Xml.Linq;

namespace HostSim.Operator;

/// <summary>Who is online, with which address: what the operator learns from presence (RFC 6121 §4).</summary>
internal sealed class Presences
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, int>> _online =
        new(StringComparer.Ordinal);

    /// <summary>Forgets everybody: presence is good only as long as the connection it came on.</summary>
    public void Clear() => _online.Clear();

    /// <summary>Takes in a presence stanza.</summary>
    public void Take(XElement presence)
    {
        string from = presence.Attribute("from")?.Value ?? "";
        string? type = presence.Attribute("type")?.Value;
        string bare = XmppNames.Bare(from);
        if (type is null)
        {
            string priority = presence.Element(XmppNames.Client + "priority")?.Value ?? "";
            _online.GetOrAdd(bare, _ => new(StringComparer.Ordinal))[from] =
                int.TryParse(priority, out int value) ? value : 0;
        }
        else if (type == "unavailable" && _online.TryGetValue(bare, out ConcurrentDictionary<string, int>? addresses))
        {
            addresses.TryRemove(from, out _);
        }
    }

    /// <summary>The address with a resource at which the account is online, the one of highest priority; null if it is
    /// offline.</summary>
    public string? FullJidOf(string bareJid) =>
        _online.TryGetValue(XmppNames.Bare(bareJid), out ConcurrentDictionary<string, int>? addresses)
            ? addresses.OrderByDescending(address => address.Value).Select(address => address.Key).FirstOrDefault()
            : null;
}
