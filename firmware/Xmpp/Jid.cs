using System;
using Core.Bytes;

namespace Xmpp;

/// <summary>Addresses <c>[local@]domain[/resource]</c> (RFC 7622), as bytes. Servers send them already prepared, so
/// equal addresses are equal bytes.</summary>
public static class Jid
{
    private static readonly object Slash = (byte)'/';

    private const byte At = (byte)'@';
    private const byte Colon = (byte)':';

    /// <summary>Points <paramref name="bare"/> to the address without its resource.</summary>
    public static void Bare(Slice jid, Slice bare)
    {
        int start = jid.Offset;
        int slash = Array.IndexOf(jid.Bytes, Slash, start, jid.Count);
        bare.Bytes = jid.Bytes;
        bare.Offset = start;
        bare.Count = slash < start ? jid.Count : slash - start;
    }

    /// <summary>True if the address has a resource.</summary>
    public static bool IsFull(Slice jid) => jid.Count > 0 && jid.IndexOf(Slash) >= 0;

    /// <summary>True for what the allowlist has for another link, as <c>imip:user</c>: no local part contains a colon
    /// (RFC 7622 §3.3.1), and no domain does but an address in brackets.</summary>
    public static bool IsForeign(byte[] address)
    {
        foreach (byte next in address)
        {
            if (next == At || next == '[')
            {
                return false;
            }

            if (next == Colon)
            {
                return true;
            }
        }

        return false;
    }
}
