using Core.Agent;
using Core.Commands;
using Imip;
using HostSim.Board;
using HostSim.Devices;
using HostSim.ImipServer;
using HostSim.Network;
using HostSim.Operator.Imip;
using HostSim.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tests.HostSim.Imip;

/// <summary>An IMIP server, one device on it, and an operator.</summary>
internal sealed class ImipFixture : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _parts = [];

    public ImipFixture()
    {
        foreach (string user in new[] { "dev", "op", "eve" })
        {
            Server.AddAccount(user, $"{user}-password");
        }
    }

    public EmbeddedImipServer Server { get; } = EmbeddedImipServer.Start(new ImipOptions());

    public MemoryVault Vault { get; } = new();

    public HostClock Clock { get; } = new();

    /// <summary>A device that is on.</summary>
    public VirtualDevice Device(bool plain = false, string password = "dev-password", int reportEveryMs = 0)
    {
        VirtualDevice device = new(new DeviceParts
        {
            Id = "dev",
            Jid = "dev",
            Config = () => Config(plain, password, reportEveryMs),
            Board = new VirtualBoard(BoardMap.DevKitC(1), Clock),
            Clock = Clock,
            Crypto = new HostCrypto(),
            Vault = Vault,
            Transport = new DeviceTransport(Dialer.Tcp, Trust.Only(Server.Authority.Certificate)),
            Logger = NullLogger.Instance,
        });
        device.Start();
        _parts.Add(device);
        return device;
    }

    /// <summary>A person's client that is connecting.</summary>
    public ImipOperator Person(string user = "op", string? password = null)
    {
        ImipOperator person = new(new ImipOperatorOptions
        {
            User = user,
            Password = password ?? $"{user}-password",
            Host = "127.0.0.1",
            Port = Server.TlsPort,
            TlsName = Server.Service,
            Trust = Trust.Only(Server.Authority.Certificate),
            Devices = ["dev"],
        }, NullLogger.Instance);
        person.Start();
        _parts.Add(person);
        return person;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable part in _parts)
        {
            await part.DisposeAsync();
        }

        await Server.DisposeAsync();
    }

    private AgentConfig Config(bool plain, string password, int reportEveryMs)
    {
        AgentConfig config = new()
        {
            DeviceId = "dev",
            Links =
            [
                new ImipConfig
                {
                    Host = "127.0.0.1",
                    Port = plain ? Server.PlainPort : Server.TlsPort,
                    AllowPlain = plain,
                    TlsName = Server.Service,
                    User = "dev",
                    Password = password,
                },
            ],
            ReportEveryMs = reportEveryMs,
            BackoffMinimumMs = 50,
            BackoffMaximumMs = 200,
        };
        config.Allow("imip:op", Role.Admin);
        return config;
    }
}
