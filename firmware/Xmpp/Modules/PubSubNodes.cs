using Core.Bytes;
using Core.Commands;

namespace Xmpp.Modules;

/// <summary>The device's three PubSub nodes, and what is said to the service to have them (XEP-0060 §8).</summary>
/// <remarks>
/// <code>
/// DEVICE/commands   items are commands; peers that may control publish
/// DEVICE/results    what came of them
/// DEVICE/data       sensor readings and pin changes
/// </code>
/// Every node is for the allowlist alone. The service is asked to name each item's publisher, because that name decides
/// what a command may do.
/// </remarks>
public sealed class PubSubNodes
{
    /// <summary>How many nodes there are.</summary>
    public const int Count = 3;

    /// <summary>Index of the node with commands.</summary>
    public const int Commands = 0;

    /// <summary>Index of the node with their results.</summary>
    public const int Results = 1;

    /// <summary>Index of the node with readings.</summary>
    public const int Data = 2;

    private readonly byte[][] _names = new byte[Count][];

    /// <summary>The nodes of one device.</summary>
    public PubSubNodes(string deviceId)
    {
        _names[Commands] = Utf8.Bytes(deviceId + "/commands");
        _names[Results] = Utf8.Bytes(deviceId + "/results");
        _names[Data] = Utf8.Bytes(deviceId + "/data");
    }

    /// <summary>Name of a node.</summary>
    public byte[] Name(int node) => _names[node];

    /// <summary>Writes the request that creates a node and configures it at once (XEP-0060 §8.1.3).</summary>
    public void WriteCreate(StanzaWriter target, int node)
    {
        target.Text("<pubsub xmlns='http://jabber.org/protocol/pubsub'><create node='");
        target.Escaped(_names[node]);
        target.Text("'/><configure>");
        WriteOptions(target, "node_config");
        target.Text("</configure></pubsub>");
    }

    /// <summary>Writes who may read and who may publish (XEP-0060 §8.9.2).</summary>
    public void WriteAffiliations(StanzaWriter target, int node, ICommandHost host)
    {
        target.Text("<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><affiliations node='");
        target.Escaped(_names[node]);
        target.Text("'>");
        for (int i = 0; host.Peer(i) != null; i++)
        {
            if (Jid.IsForeign(host.Peer(i)))
            {
                continue;
            }

            target.Text("<affiliation jid='");
            target.Escaped(host.Peer(i));
            target.Text(node == Commands && host.PeerRole(i) >= Role.Control
                ? "' affiliation='publisher'/>" : "' affiliation='member'/>");
        }

        target.Text("</affiliations></pubsub>");
    }

    /// <summary>Writes the request for the owner's own subscription (XEP-0060 §6.1).</summary>
    public void WriteSubscribe(StanzaWriter target, int node, byte[] bareJid)
    {
        target.Text("<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe node='");
        target.Escaped(_names[node]);
        target.Text("' jid='");
        target.Escaped(bareJid);
        target.Text("'/></pubsub>");
    }

    /// <summary>Writes the request for the last items (XEP-0060 §6.5.7).</summary>
    public void WriteLastItems(StanzaWriter target, int node, int count)
    {
        target.Text("<pubsub xmlns='http://jabber.org/protocol/pubsub'><items max_items='");
        target.Number(count);
        target.Text("' node='");
        target.Escaped(_names[node]);
        target.Text("'/></pubsub>");
    }

    /// <summary>Writes the preconditions of publishing (XEP-0060 §7.1.5): they create a missing node with them,
    /// too.</summary>
    public static void WritePublishOptions(StanzaWriter target)
    {
        target.Text("<publish-options>");
        WriteOptions(target, "publish-options");
        target.Text("</publish-options>");
    }

    private static void WriteOptions(StanzaWriter target, string form)
    {
        target.Text("<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"
            + "<value>http://jabber.org/protocol/pubsub#");
        target.Text(form);
        target.Text("</value></field><field var='pubsub#access_model'><value>whitelist</value></field>"
            + "<field var='pubsub#persist_items'><value>true</value></field>");
        if (form == "node_config")
        {
            target.Text("<field var='pubsub#publish_model'><value>publishers</value></field>"
                + "<field var='pubsub#itemreply'><value>publisher</value></field>"
                + "<field var='pubsub#max_items'><value>16</value></field>");
        }

        target.Text("</x>");
    }
}
