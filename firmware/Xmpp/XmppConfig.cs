using Core.Agent;

namespace Xmpp;

/// <summary>Which XMPP server the device uses, and who it is there. Plain values, filled in by a driver.</summary>
public sealed class XmppConfig : LinkConfig
{
    private const int StartTlsPort = 5222;
    private const int DirectTlsPort = 5223;

    /// <summary>Host to connect to; null for the domain itself.</summary>
    public string Host;

    /// <summary>Port to connect to; zero for 5223 with direct TLS and 5222 with STARTTLS.</summary>
    public int Port;

    /// <summary>TLS from the first byte (XEP-0368) instead of STARTTLS.</summary>
    public bool DirectTls;

    /// <summary>XMPP domain, and the name that the server's certificate must carry.</summary>
    public string Domain;

    /// <summary>Account name, the part before the at sign.</summary>
    public string User;

    /// <summary>Password; null if a client certificate is all there is.</summary>
    public string Password;

    /// <summary>Resource, and tag of Bind 2.</summary>
    public string Resource = "agent";

    /// <summary>PLAIN may be used, inside TLS, if the server never offered better.</summary>
    public bool AllowPlain;

    /// <summary>The driver presents a client certificate: SASL EXTERNAL comes first.</summary>
    public bool UseClientCertificate;

    /// <summary>PubSub service; null for <c>pubsub.</c> and the domain, empty for PEP on the own account.</summary>
    public string PubSubService;

    /// <summary>Tells the server that nobody looks, so that it may hold back what can wait (XEP-0352). Off by
    /// default: servers hold back PubSub notifications too, and commands would be late.</summary>
    public bool ClientInactive;

    /// <summary>The port in force.</summary>
    public int PortInForce => Port != 0 ? Port : DirectTls ? DirectTlsPort : StartTlsPort;

    /// <inheritdoc/>
    public override string Missing => IsEmpty(Domain) ? "Domain" : IsEmpty(User) ? "User"
        : IsEmpty(Password) && !UseClientCertificate ? "Password" : null;

    /// <inheritdoc/>
    public override Link Make(LinkParts parts) => new XmppLink(this, parts);
}
