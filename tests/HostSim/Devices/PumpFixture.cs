using Core.Agent;
using Core.Commands;
using HostSim.Board;
using HostSim.Devices;
using HostSim.Network;
using HostSim.Ports;
using HostSim.XmppServer;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xmpp;

namespace Tests.HostSim.Devices;

/// <summary>An embedded server and one device on it, with everything that a test may want to change.</summary>
internal sealed class PumpFixture : IAsyncDisposable
{
    private PumpFixture(EmbeddedServer server)
    {
        Server = server;
        Trust = Trust.Only(server.Authority.Certificate);
    }

    public EmbeddedServer Server { get; }

    public Trust Trust { get; set; }

    public Dial Dial { get; set; } = Dialer.Tcp;

    public bool DirectTls { get; set; } = true;

    public string Password { get; set; } = "dev-password";

    public MemoryVault Vault { get; } = new();

    public HostClock Clock { get; } = new();

    public ILogger Logger { get; set; } = NullLogger.Instance;

    public static async Task<PumpFixture> StartAsync()
    {
        EmbeddedServer server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions());
        server.AddAccount("dev", "dev-password");
        return new PumpFixture(server);
    }

    public VirtualDevice Device()
    {
        VirtualDevice device = new(new DeviceParts
        {
            Id = "dev",
            Jid = $"dev@{Server.Domain}",
            Config = Config,
            Board = new VirtualBoard(BoardMap.DevKitC(1), Clock),
            Clock = Clock,
            Crypto = new HostCrypto(),
            Vault = Vault,
            Transport = new DeviceTransport(Dial, Trust),
            Logger = Logger,
        });
        device.Start();
        return device;
    }

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();

    private AgentConfig Config()
    {
        AgentConfig config = new()
        {
            DeviceId = "dev",
            Links =
            [
                new XmppConfig
                {
                    Host = "127.0.0.1",
                    Port = DirectTls ? Server.DirectTlsPort : Server.StartTlsPort,
                    DirectTls = DirectTls,
                    Domain = Server.Domain,
                    User = "dev",
                    Password = Password,
                },
            ],
            BackoffMinimumMs = 50,
            BackoffMaximumMs = 200,
        };
        config.Allow($"op@{Server.Domain}", Role.Admin);
        return config;
    }
}
