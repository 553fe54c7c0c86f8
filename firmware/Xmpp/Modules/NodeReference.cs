using Core.Bytes;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>The nodes that a request for sensor data or control names: a device without parts has none but
/// itself.</summary>
/// <remarks>
/// <code>
/// nd[id]   node[nodeId] in XEP-0323 and XEP-0325
/// </code>
/// </remarks>
internal static class NodeReference
{
    private const ulong Node = 0x646E000000000028; // nd
    private const ulong LegacyNode = 0x65646F6E00000018; // node
    private const ulong LegacyId = 0x644965646F6E0008; // nodeId

    /// <summary>True for an element that names a node.</summary>
    internal static bool IsOne(Stanza stanza, int element) =>
        stanza.Is(element, Node, null) || stanza.Is(element, LegacyNode, null);

    /// <summary>True if the request names any node.</summary>
    internal static bool IsNamed(Stanza stanza, int request)
    {
        int child = stanza.FirstChild(request);
        while (child != Stanza.None && !IsOne(stanza, child))
        {
            child = stanza.NextSibling(child);
        }

        return child != Stanza.None;
    }

    /// <summary>True if the request names a node that is not <paramref name="device"/>.</summary>
    internal static bool IsElsewhere(Stanza stanza, int request, byte[] device)
    {
        for (int child = stanza.FirstChild(request); child != Stanza.None; child = stanza.NextSibling(child))
        {
            if (IsOne(stanza, child) && !IsThis(stanza, child, device))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsThis(Stanza stanza, int node, byte[] device) =>
        stanza.AttributeIs(node, stanza.Is(node, LegacyNode) ? LegacyId : Names.Id, device);
}
