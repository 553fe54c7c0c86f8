using Core.Agent;

namespace Imip;

/// <summary>Which IMIP server the device uses, and who it is there. Plain values, filled in by a driver.</summary>
public sealed class ImipConfig : LinkConfig
{
    /// <summary>The historical port, without TLS.</summary>
    public const int PlainPort = 11319;

    /// <summary>The port of IMIP inside TLS. Not historical: nobody encrypted it then.</summary>
    public const int TlsPort = 11320;

    /// <summary>Host to connect to.</summary>
    public string Host;

    /// <summary>Port to connect to; zero for <see cref="TlsPort"/>, or <see cref="PlainPort"/> where
    /// <see cref="AllowPlain"/> says so.</summary>
    public int Port;

    /// <summary>Account name: 1 to 64 bytes without spaces.</summary>
    public string User;

    /// <summary>Password.</summary>
    public string Password;

    /// <summary>Name that the server's certificate must carry; null for the host's.</summary>
    public string TlsName;

    /// <summary>No TLS, on whatever network: whoever is on it reads along, and can take the connection over.</summary>
    public bool AllowPlain;

    /// <summary>TLS is used. It is not with <see cref="AllowPlain"/>, nor on the historical port of the own
    /// machine.</summary>
    public bool UsesTls => !AllowPlain && !(Port == PlainPort && IsLoopback);

    /// <summary>The port in force.</summary>
    public int PortInForce => Port != 0 ? Port : UsesTls ? TlsPort : PlainPort;

    /// <inheritdoc/>
    public override string Missing => IsEmpty(Host) ? "Imip.Host" : IsEmpty(User) ? "Imip.User"
        : IsEmpty(Password) ? "Imip.Password" : null;

    /// <inheritdoc/>
    public override Link Make(LinkParts parts) => new ImipLink(this, parts);

    private bool IsLoopback => Host == "localhost" || Host == "127.0.0.1" || Host == "::1";
}
