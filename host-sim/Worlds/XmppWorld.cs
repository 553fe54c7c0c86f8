using System.Security.Cryptography;
using HostSim.Devices;
using HostSim.Network;
using HostSim.Operator;
using HostSim.Ports;
using HostSim.XmppServer;

namespace HostSim.Worlds;

/// <summary>Devices and operator on the embedded XMPP server.</summary>
public sealed class XmppWorld : IWorld, IServerFaults
{
    private const string Loopback = "127.0.0.1";
    private const string OperatorUser = "operator";

    private readonly EmbeddedServer _server;
    private readonly Dictionary<string, string> _passwords = new(StringComparer.Ordinal);

    private XmppWorld(EmbeddedServer server, SimulationOptions options, ILoggerFactory logs)
    {
        _server = server;
        Trust trust = Trust.Only(server.Authority.Certificate);
        DeviceMaker maker = new(options, trust, logs);
        string admin = $"{OperatorUser}@{server.Domain}";
        Devices = [.. Enumerable.Range(1, options.Devices).Select(number => $"sim-{number}").Select(id =>
            maker.Make(id, new XmppAccount(Loopback, server.DirectTlsPort, true, server.Domain, id,
                AddAccount(id, options.Seed), admin)))];
        OperatorClient person = new(new OperatorOptions
        {
            User = OperatorUser,
            Domain = server.Domain,
            Password = AddAccount(OperatorUser, options.Seed),
            Host = Loopback,
            Port = server.StartTlsPort,
            Trust = trust,
            PubSubService = server.PubSubAddress,
            Devices = [.. Devices.Select(device => device.Jid)],
            Nodes = [.. Devices.Select(device => DataNode(device.Id))],
        }, logs.CreateLogger("operator"));
        Operator = person;
        Description =
        [
            $"XMPP server for {server.Domain} on 127.0.0.1, port {server.StartTlsPort} with STARTTLS, "
                + $"{server.DirectTlsPort} with TLS",
            Devices.Count == 1 ? "device sim-1" : $"devices sim-1 to sim-{Devices.Count}",
            $"operator {person.Address} may do everything on the devices",
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<VirtualDevice> Devices { get; }

    /// <inheritdoc/>
    public IOperator? Operator { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Description { get; }

    /// <summary>Starts the server and makes everything on it.</summary>
    public static async Task<XmppWorld> StartAsync(SimulationOptions options, ILoggerFactory logs) =>
        new(await EmbeddedServer.StartAsync(new EmbeddedServerOptions
        {
            Logger = logs.CreateLogger("server"),
            AuthorityFolder = options.DataFolder is string folder ? Path.Combine(folder, "ca") : null,
        }), options, logs);

    /// <inheritdoc/>
    public Task RestartAsync() => _server.RestartAsync();

    /// <inheritdoc/>
    public void RefusePassword(string id)
    {
        _server.SetPassword(id, RandomNumberGenerator.GetHexString(Seeds.SecretLength));
        _server.Kick(id, "reset");
    }

    /// <inheritdoc/>
    public void TakePassword(string id) => _server.SetPassword(id, _passwords[id]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>The node on which a device of this id publishes its readings.</summary>
    internal static string DataNode(string id) => $"{id}/data";

    private string AddAccount(string user, int? seed)
    {
        string password = Seeds.Password(seed, user);
        _server.AddAccount(user, password);
        _passwords[user] = password;
        return password;
    }
}
