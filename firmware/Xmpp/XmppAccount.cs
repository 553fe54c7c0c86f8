using Core.Bytes;

namespace Xmpp;

/// <summary>Who the device is on its server, and how it may log in.</summary>
public sealed class XmppAccount
{
    /// <summary>The domain: the name in the certificate, whatever host the connection goes to.</summary>
    public readonly byte[] Domain;

    /// <summary>The part before the at sign.</summary>
    public readonly byte[] User;

    /// <summary>The password; empty if only a certificate is used.</summary>
    public readonly byte[] Password;

    /// <summary>The wished resource, and the tag of Bind 2.</summary>
    public readonly byte[] Resource;

    /// <summary>The address without resource.</summary>
    public readonly byte[] BareJid;

    /// <summary>PLAIN may be used inside TLS, if the server never offered anything better.</summary>
    public readonly bool AllowPlain;

    /// <summary>The TLS connection carries a client certificate: EXTERNAL comes first.</summary>
    public readonly bool HasCertificate;

    /// <summary>TLS comes before the first byte of XMPP, not by STARTTLS.</summary>
    public readonly bool DirectTls;

    /// <summary>An account from its configuration.</summary>
    public XmppAccount(
        string domain, string user, string password, string resource, bool allowPlain, bool hasCertificate,
        bool directTls)
    {
        Domain = Utf8.Bytes(domain);
        User = Utf8.Bytes(user);
        Password = Utf8.Bytes(password);
        Resource = Utf8.Bytes(resource);
        BareJid = Utf8.Bytes(user + "@" + domain);
        AllowPlain = allowPlain;
        HasCertificate = hasCertificate;
        DirectTls = directTls;
    }
}
