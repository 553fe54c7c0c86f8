using System.Xml.Linq;

namespace HostSim.XmppServer.Services;

/// <summary>
/// Which personal events a resource wants (XEP-0115, XEP-0163 §4.3): its presence carries a hash, the server asks once
/// for what stands behind it and remembers the '+notify' features for that account only, so that nobody can lie for
/// another.
/// </summary>
internal sealed class Capabilities(XmppDomain domain)
{
    private const string Notify = "+notify";

    // One account with more client versions than this only costs another question.
    private const int MaxKnown = 50;

    private readonly Dictionary<string, (Resource Resource, string Key)> _asked = [];

    /// <summary>Notes the capabilities in a presence and asks for unknown ones.</summary>
    public void Seen(XElement presence, Resource resource)
    {
        XElement? caps = presence.Child(Xmlns.Caps, "c");
        string? key = caps is null ? null : $"{(string?)caps.Attribute("node")}#{(string?)caps.Attribute("ver")}";
        if (!domain.Options.FilterPepByCaps || key == resource.Capabilities)
        {
            return;
        }

        resource.Capabilities = key;
        if (key is null || resource.Account.KnownCapabilities.ContainsKey(key))
        {
            return;
        }

        string id = "caps-" + domain.Entropy.Token(9);
        _asked[id] = (resource, key);
        resource.Deliver(new XElement(
            Xmlns.Client + "iq",
            new XAttribute("type", "get"),
            new XAttribute("id", id),
            new XAttribute("from", resource.Account.Jid.ToString()),
            new XAttribute("to", resource.Jid.ToString()),
            new XElement(Xmlns.DiscoInfo + "query", new XAttribute("node", key))));
    }

    /// <summary>An answer to one of our questions, or anything else nobody waits for.</summary>
    public void Answered(XElement iq, Jid from)
    {
        if (iq.Id() is not { } id || !_asked.TryGetValue(id, out (Resource Resource, string Key) question)
            || question.Resource.Jid != from)
        {
            return;
        }

        _asked.Remove(id);
        Dictionary<string, HashSet<string>> known = question.Resource.Account.KnownCapabilities;
        if (known.Count >= MaxKnown)
        {
            known.Clear();
        }

        IEnumerable<string> features =
            iq.Descendants(Xmlns.DiscoInfo + "feature").Select(one => (string?)one.Attribute("var") ?? string.Empty);
        known[question.Key] = [.. features.Where(one => one.EndsWith(Notify, StringComparison.Ordinal))];
        domain.Pep.Arrived(question.Resource);
    }

    /// <summary>True if the resource wants events of the node.</summary>
    public bool Wants(Resource resource, string node)
    {
        if (!domain.Options.FilterPepByCaps)
        {
            return true;
        }

        return resource.Capabilities is { } key
            && resource.Account.KnownCapabilities.TryGetValue(key, out HashSet<string>? nodes)
            && nodes.Contains(node + Notify);
    }

    /// <summary>Questions to a resource that has ended are never answered.</summary>
    public void Forget(Resource resource)
    {
        foreach (string id in _asked.Where(pair => pair.Value.Resource == resource).Select(pair => pair.Key).ToArray())
        {
            _asked.Remove(id);
        }
    }
}
