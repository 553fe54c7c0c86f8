using System.Xml.Linq;

namespace HostSim.Operator;

/// <summary>Subscribes to nodes of others (XEP-0060 §6.1), and only to those that are there.</summary>
/// <remarks>A server may make a missing node for whoever subscribes to it, Prosody by its setting
/// <c>autocreate_on_subscribe</c>: the node would be ours, and its device could never publish.</remarks>
internal static class NodeSubscription
{
    /// <summary>Subscribes the operator's account to a node; returns the service's answer.</summary>
    /// <exception cref="OperatorException">Offline, or the answer is an error: <c>item-not-found</c> if the node is not
    /// there yet.</exception>
    public static async Task<XElement> SubscribeAsync(
        this OperatorClient client, string node, CancellationToken cancellation)
    {
        string service = client.Options.PubSubService;
        await client.AskAsync("get", service,
            new XElement(XmppNames.DiscoInfo + "query", new XAttribute("node", node)), cancellation);
        return await client.AskAsync("set", service,
            new XElement(XmppNames.PubSub + "pubsub", new XElement(XmppNames.PubSub + "subscribe",
                new XAttribute("node", node), new XAttribute("jid", client.Options.Jid))), cancellation);
    }

    /// <summary>Subscribes once the node is there and lets us in, for which its device may need a moment.</summary>
    /// <exception cref="OperatorException">Offline, or an error that does not pass by itself.</exception>
    public static async Task SubscribeSoonAsync(
        this OperatorClient client, string node, TimeSpan retry, CancellationToken cancellation)
    {
        while (!await TryAsync(client, node, cancellation))
        {
            await Task.Delay(retry, cancellation);
        }
    }

    // A device makes its node first and says then who may read it.
    private static async Task<bool> TryAsync(OperatorClient client, string node, CancellationToken cancellation)
    {
        try
        {
            await client.SubscribeAsync(node, cancellation);
            return true;
        }
        catch (OperatorException e) when (
            e.Condition is "item-not-found" or "not-allowed" or "forbidden" or "internal-server-error")
        {
            return false;
        }
    }
}
