using System.Security.Cryptography;

namespace HostSim.XmppServer.Auth;

/// <summary>Which mechanisms a stream offers and how they start.</summary>
internal static class SaslCatalog
{
    /// <summary>Mechanism names, the preferred first.</summary>
    public static IReadOnlyList<string> Offered(ServerSession session, XmppDomain domain)
    {
        List<string> names = [];
        if (session.CertificateJids.Count > 0)
        {
            names.Add("EXTERNAL");
        }

        names.AddRange(domain.Options.ScramMechanisms);
        if (domain.Options.AllowPlain && session.Encrypted)
        {
            names.Add("PLAIN");
        }

        return names;
    }

    /// <summary>A new run of an offered mechanism, or null.</summary>
    public static ISaslExchange? Start(string? name, ServerSession session, XmppDomain domain)
    {
        if (name is null || !Offered(session, domain).Contains(name))
        {
            return null;
        }

        return name switch
        {
            "EXTERNAL" => new ExternalExchange(domain, session.CertificateJids),
            "PLAIN" => new PlainExchange(domain),
            _ => ScramVerifier.TryHash(name, out HashAlgorithmName hash) ? new ScramExchange(domain, hash) : null,
        };
    }

    /// <summary>Decodes base64 as RFC 6120 §6.4 wants it: '=' alone means present but empty.</summary>
    public static bool TryDecode(string text, out byte[] data)
    {
        data = [];
        if (text == "=")
        {
            return true;
        }

        byte[] buffer = new byte[text.Length];
        if (text.Any(char.IsWhiteSpace) || !Convert.TryFromBase64String(text, buffer, out int length))
        {
            return false;
        }

        data = buffer[..length];
        return true;
    }

    /// <summary>Why nobody may log in right now, or null.</summary>
    public static string? Obstacle(ServerSession session, XmppDomain domain)
    {
        if (!StreamFeatures.OffersSasl(session, domain))
        {
            return "encryption-required";
        }

        return domain.Faults.TemporaryAuthFailure ? "temporary-auth-failure" : null;
    }
}
