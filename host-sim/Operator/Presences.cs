using System.Collections.Concurrent;
using System.Xml.Linq;

namespace HostSim.Operator;

/// <summary>Somebody who is online.</summary>
/// <param name="Jid">The address, with a resource.</param>
/// <param name="Priority">The higher, the sooner messages to the account go there.</param>
/// <param name="Status">What it says of itself; empty for nothing.</param>
public sealed record OnlinePeer(string Jid, int Priority, string Status);

/// <summary>Who is online, with which address: what the operator learns from presence (RFC 6121 §4).</summary>
internal sealed class Presences
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, OnlinePeer>> _online =
        new(StringComparer.Ordinal);

    /// <summary>Everybody who is online.</summary>
    public IReadOnlyList<OnlinePeer> All => [.. _online.Values.SelectMany(addresses => addresses.Values)];

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
                new OnlinePeer(from, int.TryParse(priority, out int value) ? value : 0,
                    presence.Element(XmppNames.Client + "status")?.Value ?? "");
        }
        else if (type == "unavailable"
            && _online.TryGetValue(bare, out ConcurrentDictionary<string, OnlinePeer>? peers))
        {
            peers.TryRemove(from, out _);
        }
    }

    /// <summary>The address with a resource at which the account is online, the one of highest priority; null if it is
    /// offline.</summary>
    public string? FullJidOf(string bareJid) =>
        _online.TryGetValue(XmppNames.Bare(bareJid), out ConcurrentDictionary<string, OnlinePeer>? peers)
            ? peers.OrderByDescending(address => address.Value.Priority).Select(address => address.Key).FirstOrDefault()
            : null;
}
