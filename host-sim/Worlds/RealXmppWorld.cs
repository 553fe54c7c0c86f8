using HostSim.Devices;
using HostSim.Operator;

namespace HostSim.Worlds;

/// <summary>One device on an XMPP server outside, and its operator if there is an account for one.</summary>
public sealed class RealXmppWorld : IWorld
{
    /// <summary>Makes both; connects neither.</summary>
    public RealXmppWorld(SimulationOptions options, RealServer server, ILoggerFactory logs)
    {
        // The id names the device's PubSub nodes, which other devices of the same server must not share.
        string id = DeviceMaker.IsId(server.User) ? server.User : "sim-1";
        VirtualDevice device = new DeviceMaker(options, server.Trust, logs).Make(id, new XmppAccount(server.Host,
            server.Port, server.DirectTls, server.Domain, server.User, server.Password, server.OperatorJid));
        Devices = [device];
        Operator = OperatorOf(server, device) is OperatorOptions account
            ? new OperatorClient(account, logs.CreateLogger("operator"))
            : null;
        Description =
        [
            $"device {id} is {server.User}@{server.Domain} on {server.Host}:{server.Port}",
            Operator is null
                ? "no operator: the console shows the device but cannot command it"
                : $"operator {Operator.Address} may do everything on the devices",
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<VirtualDevice> Devices { get; }

    /// <inheritdoc/>
    public IOperator? Operator { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Description { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static OperatorOptions? OperatorOf(RealServer server, VirtualDevice device)
    {
        if (server is not { OperatorJid: string jid, OperatorPassword: string password })
        {
            return null;
        }

        int at = jid.IndexOf('@', StringComparison.Ordinal);
        return new OperatorOptions
        {
            User = jid[..at],
            Domain = jid[(at + 1)..],
            Password = password,
            Host = server.Host,
            Port = server.Port,
            DirectTls = server.DirectTls,
            Trust = server.Trust,
            PubSubService = $"pubsub.{server.Domain}",
            Devices = [device.Jid],
            Nodes = [XmppWorld.DataNode(device.Id)],
        };
    }
}
