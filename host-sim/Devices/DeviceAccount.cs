using System.Security.Cryptography.X509Certificates;
using Core.Agent;
using Courier;
using Imip;
using Xmpp;

namespace HostSim.Devices;

/// <summary>Which account a device has on which server, over whatever link.</summary>
/// <param name="Address">The account's address, without a resource.</param>
/// <param name="Admin">The person who may do everything on the device, as the allowlist has it; null for
/// nobody.</param>
public abstract record DeviceAccount(string Address, string? Admin)
{
    /// <summary>The device's own certificate for TLS; null if it has none.</summary>
    public virtual X509Certificate2? Identity => null;

    /// <summary>Writes it into what the agent is told.</summary>
    public abstract void Configure(AgentConfig config);
}

/// <summary>An account on an XMPP server.</summary>
/// <param name="Host">Host to connect to.</param>
/// <param name="Port">Port to connect to.</param>
/// <param name="DirectTls">TLS from the first byte instead of STARTTLS.</param>
/// <param name="Domain">Domain of the account, and the name in the server's certificate.</param>
/// <param name="User">The account.</param>
/// <param name="Password">Its password; never logged.</param>
/// <param name="Admin">Address of the person who may do everything on the device; null for nobody.</param>
public sealed record XmppAccount(
    string Host, int Port, bool DirectTls, string Domain, string User, string Password, string? Admin)
    : DeviceAccount($"{User}@{Domain}", Admin)
{
    /// <inheritdoc/>
    public override void Configure(AgentConfig config)
    {
        config.Links =
        [
            new XmppConfig
            {
                Host = Host, Port = Port, DirectTls = DirectTls, Domain = Domain, User = User, Password = Password,
                Resource = config.DeviceId,
            },
        ];
    }
}

/// <summary>An account on an IMIP server.</summary>
/// <param name="Host">Host to connect to.</param>
/// <param name="Port">Port to connect to.</param>
/// <param name="TlsName">The name in the server's certificate.</param>
/// <param name="User">The account.</param>
/// <param name="Password">Its password; never logged.</param>
/// <param name="Admin">The person who may do everything on the device, as the allowlist has it; null for
/// nobody.</param>
public sealed record ImipDeviceAccount(
    string Host, int Port, string TlsName, string User, string Password, string? Admin)
    : DeviceAccount(User, Admin)
{
    /// <inheritdoc/>
    public override void Configure(AgentConfig config)
    {
        config.Links =
        [
            new ImipConfig { Host = Host, Port = Port, TlsName = TlsName, User = User, Password = Password },
        ];
    }
}

/// <summary>A device that a push gateway knows.</summary>
/// <param name="Host">Host to connect to.</param>
/// <param name="Port">Port to connect to.</param>
/// <param name="TlsName">The name in the gateway's certificate.</param>
/// <param name="Device">The device's id at the gateway.</param>
/// <param name="Topic">What pushes to it are about.</param>
/// <param name="Certificate">The certificate by which the gateway knows it, with its key; null where it is known
/// otherwise.</param>
/// <param name="Admin">The provider that may do everything on the device, as the allowlist has it; null for
/// nobody.</param>
public sealed record CourierDeviceAccount(
    string Host, int Port, string TlsName, string Device, string Topic, X509Certificate2? Certificate, string? Admin)
    : DeviceAccount(Device, Admin)
{
    /// <inheritdoc/>
    public override X509Certificate2? Identity => Certificate;

    /// <inheritdoc/>
    public override void Configure(AgentConfig config)
    {
        config.Links = [new CourierConfig { Host = Host, Port = Port, TlsName = TlsName, Topic = Topic }];
    }
}
