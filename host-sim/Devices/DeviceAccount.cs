using Core.Agent;
using Core.Imip;

namespace HostSim.Devices;

/// <summary>Which account a device has on which server, over whatever link.</summary>
/// <param name="Address">The account's address, without a resource.</param>
/// <param name="Admin">The person who may do everything on the device, as the allowlist has it; null for
/// nobody.</param>
public abstract record DeviceAccount(string Address, string? Admin)
{
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
        config.Host = Host;
        config.Port = Port;
        config.DirectTls = DirectTls;
        config.Domain = Domain;
        config.User = User;
        config.Password = Password;
        config.Resource = config.DeviceId;
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
        config.Links = ["imip"];
        config.Imip = new ImipAccount
        {
            Host = Host, Port = Port, TlsName = TlsName, User = User, Password = Password,
        };
    }
}
