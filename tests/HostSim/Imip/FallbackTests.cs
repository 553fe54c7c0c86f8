using System.Net.Sockets;
using Core.Agent;
using Core.Commands;
using HostSim.Board;
using HostSim.Devices;
using HostSim.Network;
using HostSim.Operator;
using HostSim.Operator.Imip;
using HostSim.Ports;
using HostSim.XmppServer;
using Imip;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Xmpp;

namespace Tests.HostSim.Imip;

/// <summary>IMIP as what is left when the standing XMPP link is down.</summary>
[TestClass]
public sealed class FallbackTests
{
    private volatile bool _isXmppDown;

    public required TestContext TestContext { get; init; }

    [TestMethod]
    public async Task Device_falls_back_to_imip_obeys_there_and_returns()
    {
        await using EmbeddedServer xmpp = await EmbeddedServer.StartAsync(new EmbeddedServerOptions());
        xmpp.AddAccount("dev", "dev-password");
        await using ImipFixture world = new();
        await using VirtualDevice device = Device(xmpp, world);
        ImipOperator person = world.Person();
        await Wait.UntilAsync(() => device.Status.Link == "xmpp", "the device is up on its standing link");
        Assert.IsNull(person.StateOf("dev"), "one link is enough");

        _isXmppDown = true;
        xmpp.Cut("dev");
        await Wait.UntilAsync(() => device.Status.Link == "imip", "the device falls back");
        await Wait.UntilAsync(() => person.StateOf("dev") == "ONLINE", "the operator sees the device");
        CommandReply reply = await person.RunAsync("dev", "pin.write",
            new Dictionary<string, string> { ["pin"] = "2", ["value"] = "1" }, TestContext.CancellationToken);
        Assert.AreEqual("done", reply.Status);
        Assert.AreEqual(1, device.Board.ReadPin(2));

        _isXmppDown = false;
        await Wait.UntilAsync(() => device.Status.Link == "xmpp", "the device returns");
        await Wait.UntilAsync(() => person.StateOf("dev") == "OFFLINE", "the fallback is left in good order");
    }

    private VirtualDevice Device(EmbeddedServer xmpp, ImipFixture world)
    {
        HostClock clock = new();
        VirtualDevice device = new(new DeviceParts
        {
            Id = "dev",
            Jid = $"dev@{xmpp.Domain}",
            Config = () => Config(xmpp, world),
            Board = new VirtualBoard(BoardMap.DevKitC(1), clock),
            Clock = clock,
            Crypto = new HostCrypto(),
            Vault = new MemoryVault(),
            Transport = new DeviceTransport((host, port, cancellation) =>
                _isXmppDown && port == xmpp.DirectTlsPort
                    ? throw new SocketException((int)SocketError.ConnectionRefused)
                    : Dialer.Tcp(host, port, cancellation), Trust.Only(xmpp.Authority.Certificate)),
            Logger = NullLogger.Instance,
        });
        device.Start();
        return device;
    }

    private static AgentConfig Config(EmbeddedServer xmpp, ImipFixture world)
    {
        AgentConfig config = new()
        {
            DeviceId = "dev",
            Links =
            [
                new XmppConfig
                {
                    Host = "127.0.0.1", Port = xmpp.DirectTlsPort, DirectTls = true, Domain = xmpp.Domain,
                    User = "dev", Password = "dev-password",
                },
                new ImipConfig
                {
                    Host = "127.0.0.1", Port = world.Server.PlainPort, AllowPlain = true, User = "dev",
                    Password = "dev-password",
                },
            ],
            LinkPatienceMs = 200,
            BackoffMinimumMs = 50,
            BackoffMaximumMs = 200,
        };
        config.Allow("imip:op", Role.Admin);
        return config;
    }
}
