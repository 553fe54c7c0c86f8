using Core.Bytes;
using Core.Digests;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>Entity capabilities (XEP-0115): what the device can do, and a hash of it, so that peers ask once.</summary>
/// <remarks>
/// <code>
/// hash = base64( SHA-1( "client/bot//" name "&lt;" *( feature "&lt;" ) ) )   features sorted by their bytes
/// c    = c[hash='sha-1', node, ver=hash]                                  in presence
/// </code>
/// Worked out when it is first needed, from the modules that the session has then.
/// </remarks>
public sealed class Caps
{
    private const int DigestSize = 20;

    private readonly XmppSession _session;
    private readonly byte[] _node;
    private readonly ByteWriter _hash = new(28);
    private byte[][] _features;

    /// <summary>Name of the device, for people.</summary>
    public readonly byte[] Name;

    /// <summary>Capabilities of a session's modules; <paramref name="node"/> is the URI that names this
    /// software.</summary>
    public Caps(XmppSession session, string deviceName, string node)
    {
        _session = session;
        _node = Utf8.Bytes(node);
        Name = Utf8.Bytes(deviceName);
    }

    /// <summary>Every feature once, sorted by its bytes.</summary>
    public byte[][] Features
    {
        get
        {
            if (_features == null)
            {
                WorkOut();
            }

            return _features;
        }
    }

    /// <summary>Writes what presence carries.</summary>
    public void Write(XmlWriter target)
    {
        WorkOut();
        target.Text("<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='");
        target.Escaped(_node);
        target.Text("' ver='");
        target.Bytes(_hash.Buffer);
        target.Text("'/>");
    }

    /// <summary>True for the node under which peers ask for what the hash stands for (XEP-0115 §6.2).</summary>
    public bool IsNode(Slice node)
    {
        WorkOut();
        int length = _node.Length;
        byte[] hash = _hash.Buffer;
        if (node.Count != length + 1 + hash.Length || !node.StartsWith(_node)
            || node.Bytes[node.Offset + length] != '#')
        {
            return false;
        }

        for (int i = 0; i < hash.Length; i++)
        {
            if (node.Bytes[node.Offset + length + 1 + i] != hash[i])
            {
                return false;
            }
        }

        return true;
    }

    private void WorkOut()
    {
        if (_features != null)
        {
            return;
        }

        int most = 0;
        foreach (StanzaModule module in _session.Modules)
        {
            most += module.Features.Length;
        }

        byte[][] names = new byte[most][];
        int count = 0;
        foreach (StanzaModule module in _session.Modules)
        {
            foreach (byte[] feature in module.Features)
            {
                count = Insert(names, count, feature);
            }
        }

        _features = new byte[count][];
        System.Array.Copy(names, 0, _features, 0, count);
        Hash(_features);
    }

    /// <summary>Inserts where it belongs; returns how many there are now, no more than before if it is there.</summary>
    private static int Insert(byte[][] names, int count, byte[] feature)
    {
        int at = count;
        while (at > 0 && Compare(feature, names[at - 1]) < 0)
        {
            at--;
        }

        if (at > 0 && Compare(feature, names[at - 1]) == 0)
        {
            return count;
        }

        System.Array.Copy(names, at, names, at + 1, count - at);
        names[at] = feature;
        return count + 1;
    }

    private static int Compare(byte[] one, byte[] other)
    {
        for (int i = 0; i < one.Length && i < other.Length; i++)
        {
            if (one[i] != other[i])
            {
                return one[i] - other[i];
            }
        }

        return one.Length - other.Length;
    }

    private void Hash(byte[][] features)
    {
        Sha1 sha = new();
        byte[] start = Utf8.Bytes("client/bot//");
        byte[] digest = new byte[DigestSize];
        sha.Update(start, 0, start.Length);
        Add(sha, Name, digest);
        foreach (byte[] feature in features)
        {
            Add(sha, feature, digest);
        }

        sha.Finish(digest, 0);
        Base64.Encode(digest, 0, DigestSize, _hash);
    }

    private static void Add(Sha1 sha, byte[] text, byte[] scratch)
    {
        scratch[0] = (byte)'<';
        sha.Update(text, 0, text.Length);
        sha.Update(scratch, 0, 1);
    }
}
