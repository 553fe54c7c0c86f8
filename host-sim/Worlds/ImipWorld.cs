using System.Security.Cryptography;
using HostSim.Devices;
using HostSim.ImipServer;
using HostSim.Network;
using HostSim.Operator;
using HostSim.Operator.Imip;
using HostSim.Ports;

namespace HostSim.Worlds;

/// <summary>Devices and operator on the embedded IMIP server.</summary>
public sealed class ImipWorld : IWorld, IServerFaults
{
    private const string Loopback = "127.0.0.1";
    private const string OperatorUser = "operator";

    private readonly EmbeddedImipServer _server;
    private readonly Dictionary<string, string> _passwords = new(StringComparer.Ordinal);

    /// <summary>Starts the server and makes everything on it.</summary>
    public ImipWorld(SimulationOptions options, ILoggerFactory logs)
    {
        _server = EmbeddedImipServer.Start(new ImipOptions { Logger = logs.CreateLogger("server") },
            options.DataFolder is string folder ? Path.Combine(folder, "ca") : null);
        Trust trust = Trust.Only(_server.Authority.Certificate);
        DeviceMaker maker = new(options, trust, logs);
        string password = AddAccount(OperatorUser, options.Seed);
        Devices = [.. Enumerable.Range(1, options.Devices).Select(number => $"sim-{number}").Select(id =>
            maker.Make(id, new ImipDeviceAccount(Loopback, _server.TlsPort, _server.Service, id,
                AddAccount(id, options.Seed), $"imip:{OperatorUser}")))];
        Operator = new ImipOperator(new ImipOperatorOptions
        {
            User = OperatorUser,
            Password = password,
            Host = Loopback,
            Port = _server.TlsPort,
            TlsName = _server.Service,
            Trust = trust,
            Devices = [.. Devices.Select(device => device.Jid)],
        }, logs.CreateLogger("operator"));
        Description =
        [
            $"IMIP server {_server.Service} on 127.0.0.1, port {_server.TlsPort} with TLS, "
                + $"{_server.PlainPort} without",
            Devices.Count == 1 ? "device sim-1" : $"devices sim-1 to sim-{Devices.Count}",
            $"operator {Operator.Address} may do everything on the devices",
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<VirtualDevice> Devices { get; }

    /// <inheritdoc/>
    public IOperator? Operator { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Description { get; }

    /// <inheritdoc/>
    public Task RestartAsync() => _server.RestartAsync();

    /// <inheritdoc/>
    public void RefusePassword(string id) =>
        _server.SetPassword(id, RandomNumberGenerator.GetHexString(Seeds.SecretLength));

    /// <inheritdoc/>
    public void TakePassword(string id) => _server.SetPassword(id, _passwords[id]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private string AddAccount(string user, int? seed)
    {
        string password = Seeds.Password(seed, user);
        _server.AddAccount(user, password);
        _passwords[user] = password;
        return password;
    }
}
