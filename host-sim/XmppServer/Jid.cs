using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace HostSim.XmppServer;

/// <summary>
/// An address of RFC 7622, local and domain part in lower case. Full string preparation is left out: the domain's own
/// accounts are plain ASCII.
/// </summary>
/// <param name="Local">The part before '@', or null for a domain.</param>
/// <param name="Domain">The domain part.</param>
/// <param name="Resource">The part after '/', or null for a bare JID.</param>
public sealed record Jid(string? Local, string Domain, string? Resource = null)
{
    // RFC 7622 §3.1: no part is longer than 1,023 octets.
    private const int MaxPartBytes = 1023;
    private static readonly SearchValues<char> BarredFromLocal = SearchValues.Create("\"&'/:<>@ ");
    private static readonly SearchValues<char> BarredFromDomain = SearchValues.Create("\"&'<>@ /");

    /// <summary>The address without its resource.</summary>
    public Jid Bare => Resource is null ? this : new Jid(Local, Domain);

    /// <summary>True if there is no resource part.</summary>
    public bool IsBare => Resource is null;

    /// <summary>The same bare address with another resource.</summary>
    public Jid With(string resource) => new(Local, Domain, resource);

    /// <summary>True if both have the same local and domain part.</summary>
    public bool SameBare(Jid other) => Local == other.Local && Domain == other.Domain;

    /// <summary>
    /// Reads an address; false if a part is empty, too long or holds a character that is not allowed.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Jid? jid)
    {
        jid = null;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string bare = slash < 0 ? text : text[..slash];
        string? resource = slash < 0 ? null : text[(slash + 1)..];
        int at = bare.IndexOf('@', StringComparison.Ordinal);
        string? local = at < 0 ? null : bare[..at].ToLowerInvariant();
        string domain = bare[(at + 1)..].ToLowerInvariant();
        if (!(local is null || IsLocal(local)) || !IsDomain(domain) || !(resource is null || IsResource(resource)))
        {
            return false;
        }

        jid = new Jid(local, domain, resource);
        return true;
    }

    /// <summary>True for a text that may stand before '@' (RFC 7622 §3.3.1).</summary>
    public static bool IsLocal(string text) =>
        Fits(text) && text.AsSpan().IndexOfAny(BarredFromLocal) < 0 && !text.Any(char.IsControl);

    /// <summary>True for a text that may stand after '/'.</summary>
    public static bool IsResource(string text) => Fits(text) && !text.Any(char.IsControl);

    /// <inheritdoc/>
    public override string ToString()
    {
        string bare = Local is null ? Domain : $"{Local}@{Domain}";
        return Resource is null ? bare : $"{bare}/{Resource}";
    }

    private static bool IsDomain(string text) =>
        Fits(text) && text.AsSpan().IndexOfAny(BarredFromDomain) < 0 && !text.Any(char.IsControl);

    private static bool Fits(string text) =>
        text.Length > 0 && text.Length <= MaxPartBytes && Encoding.UTF8.GetByteCount(text) <= MaxPartBytes;
}
