using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Xml.Linq;
using Core.Agent;
using Core.Commands;
using Courier;
using HostSim.Board;
using HostSim.Devices;
using HostSim.Faults;
using HostSim.Network;
using HostSim.Operator;
using HostSim.Ports;
using HostSim.PushGateway;
using HostSim.XmppServer;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Xmpp;

namespace Tests.HostSim.Links;

/// <summary>One device between a real XMPP server and a real push gateway, faults for each of its two links, and an
/// operator on both.</summary>
internal sealed class TwoLinksFixture : IAsyncDisposable
{
    private const string Topic = "agent.device";
    private const string Boss = "boss";

    private readonly string _folder;
    private readonly EmbeddedServer _xmpp;
    private readonly PushGatewayHost _gateway;
    private readonly OperatorClient _person;
    private readonly X509Certificate2 _identity;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _listening;
    private readonly ConcurrentQueue<(string Id, string Outcome)> _byCourier = new();
    private readonly ConcurrentQueue<(string Id, string Outcome)> _byXmpp = new();
    private ReadOnlyMemory<byte> _token;

    private TwoLinksFixture(string folder, EmbeddedServer xmpp, PushGatewayHost gateway)
    {
        (_folder, _xmpp, _gateway) = (folder, xmpp, gateway);
        _identity = gateway.Enrol("dev");
        _person = new OperatorClient(new OperatorOptions
        {
            User = Boss,
            Domain = xmpp.Domain,
            Password = "boss-password",
            Host = "127.0.0.1",
            Port = xmpp.DirectTlsPort,
            DirectTls = true,
            Trust = Trust.Only(xmpp.Authority.Certificate),
            PubSubService = xmpp.PubSubAddress,
            Devices = [$"dev@{xmpp.Domain}"],
            Nodes = ["dev/results"],
        }, NullLogger.Instance);
        _person.ItemReceived += Hear;
        _person.Start();
        _listening = ListenAsync();
        Device = Make();
    }

    public DeviceFaults XmppFaults { get; } = new();

    public DeviceFaults CourierFaults { get; } = new();

    public VirtualDevice Device { get; }

    /// <summary>Called on the device's own thread while a command moves a pin.</summary>
    public Action<int> Moved { get; set; } = _ => { };

    /// <summary>Every level that a pin took.</summary>
    public ConcurrentQueue<(int Number, int Level)> Moves { get; } = new();

    /// <summary>Command ids and outcomes of the results that came over the gateway.</summary>
    public IEnumerable<(string Id, string Outcome)> ByCourier => _byCourier;

    /// <summary>Command ids and outcomes of the results that came over XMPP.</summary>
    public IEnumerable<(string Id, string Outcome)> ByXmpp => _byXmpp;

    /// <summary>Pushes that the device confirmed.</summary>
    public long Confirmed => _gateway.Metrics.PushesAcknowledged.Value;

    public bool IsOnXmpp => _xmpp.OnlineSessions.Any(it => it.StartsWith("dev@", StringComparison.Ordinal));

    public bool IsOnCourier => _gateway.Upstream.Snapshot().Online.Count > 0;

    public static async Task<TwoLinksFixture> StartAsync()
    {
        string folder = Directory.CreateTempSubdirectory("two-links-").FullName;
        PushGatewayHost gateway = await PushGatewayHost.StartAsync(new GatewayOptions
        {
            DataFolder = folder, CourierPort = 0, ProviderPort = 0, ActivationPort = 0,
            QueuedTopics = new HashSet<string>(StringComparer.Ordinal) { Topic },
        }, NullLoggerFactory.Instance);

        // One authority for both: a device trusts one.
        EmbeddedServer xmpp = await EmbeddedServer.StartAsync(
            new EmbeddedServerOptions { AuthorityFolder = Path.Combine(folder, "ca") });
        xmpp.AddAccount("dev", "dev-password");
        xmpp.AddAccount(Boss, "boss-password");
        return new TwoLinksFixture(folder, xmpp, gateway);
    }

    public static void Cut(DeviceFaults faults) => faults.TurnOn(FaultNames.Find(FaultNames.Wifi)!, 0, null);

    public static void Mend(DeviceFaults faults) => faults.TurnOff(FaultNames.Wifi);

    public static void Stall(DeviceFaults faults) => faults.TurnOn(FaultNames.Find(FaultNames.Stall)!, 0, null);

    public static void Unstall(DeviceFaults faults) => faults.TurnOff(FaultNames.Stall);

    public Task ListensAsync() => Wait.UntilAsync(() => _person.IsListening, "the operator listens for results");

    /// <summary>The command as a push.</summary>
    public async Task PushAsync(string id, string name, object arguments)
    {
        await Wait.UntilAsync(() => !_token.IsEmpty, "the gateway knows the device");
        PushVerdict verdict = await _gateway.Directory.AcceptAsync(new PushRequest
        {
            Token = _token,
            Topic = Topic,
            Payload = JsonSerializer.SerializeToUtf8Bytes(new { cmd = new { id, name, args = arguments } }),
            Id = Guid.NewGuid(),
            Provider = Boss,
            Expires = DateTimeOffset.UtcNow + TimeSpan.FromHours(1),
        }, CancellationToken.None);
        Assert.AreEqual(PushOutcome.Accepted, verdict.Outcome);
    }

    /// <summary>The command as an item of the device's node.</summary>
    public Task PublishAsync(string id, string name, params (string Name, string Value)[] arguments)
    {
        XNamespace commands = "http://jabber.org/protocol/commands";
        XNamespace data = "jabber:x:data";
        XElement command = new(commands + "command", new XAttribute("node", name), new XAttribute("action", "execute"),
            new XElement(data + "x", new XAttribute("type", "submit"), arguments.Select(argument =>
                new XElement(data + "field", new XAttribute("var", argument.Name),
                    new XElement(data + "value", argument.Value)))));
        XNamespace pubSub = "http://jabber.org/protocol/pubsub";
        return _person.AskAsync("set", _xmpp.PubSubAddress, new XElement(pubSub + "pubsub",
            new XElement(pubSub + "publish", new XAttribute("node", "dev/commands"),
                new XElement(pubSub + "item", new XAttribute("id", id), command))), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Unstall(XmppFaults);
        Unstall(CourierFaults);
        await Device.DisposeAsync();
        await _person.DisposeAsync();
        await _stop.CancelAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _xmpp.DisposeAsync();
        await _gateway.DisposeAsync();
        _identity.Dispose();
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private VirtualDevice Make()
    {
        HostClock clock = new();
        VirtualBoard board = new(BoardMap.DevKitC(1), clock);
        board.PinMoved += (number, level) =>
        {
            Moves.Enqueue((number, level));
            Moved(number);
        };
        Dial overXmpp = XmppFaults.On(Dialer.Tcp);
        Dial overCourier = CourierFaults.On(Dialer.Tcp);
        return new VirtualDevice(new DeviceParts
        {
            Id = "dev",
            Jid = $"dev@{_xmpp.Domain}",
            Config = Config,
            Board = board,
            Clock = clock,
            Crypto = new HostCrypto(),
            Vault = new MemoryVault(),
            Transport = new DeviceTransport((host, port, cancellation) =>
                (port == _xmpp.DirectTlsPort ? overXmpp : overCourier)(host, port, cancellation),
                Trust.Only(_gateway.Authority.Certificate), _identity),
            Logger = NullLogger.Instance,
        });
    }

    private AgentConfig Config()
    {
        AgentConfig config = new()
        {
            DeviceId = "dev",
            Links =
            [
                new XmppConfig
                {
                    Host = "127.0.0.1", Port = _xmpp.DirectTlsPort, DirectTls = true, Domain = _xmpp.Domain,
                    User = "dev", Password = "dev-password",
                },
                new CourierConfig
                {
                    Host = "127.0.0.1", Port = _gateway.CourierPort, TlsName = "localhost", Topic = Topic,
                },
            ],
            LinkPatienceMs = 100,
            ReportEveryMs = 0,
            BackoffMinimumMs = 50,
            BackoffMaximumMs = 200,
        };
        config.Allow($"{Boss}@{_xmpp.Domain}", Role.Admin);
        config.Allow($"push:{Boss}", Role.Admin);
        return config;
    }

    private void Hear(PubSubItem item)
    {
        if (item is { Node: "dev/results", Payload: XElement payload })
        {
            _byXmpp.Enqueue((item.ItemId, payload.Attribute("status")?.Value ?? payload.Name.LocalName));
        }
    }

    private async Task ListenAsync()
    {
        await foreach (UpstreamEvent happened in _gateway.Upstream.ReadAsync(0, _stop.Token))
        {
            if (happened.Kind != UpstreamKind.Message)
            {
                continue;
            }

            // A device that says something has its filter behind it.
            _token = happened.Token;
            using JsonDocument message = JsonDocument.Parse(happened.Payload);
            if (message.RootElement.GetProperty("type").GetString() == "result")
            {
                _byCourier.Enqueue((message.RootElement.GetProperty("id").GetString()!,
                    message.RootElement.GetProperty("outcome").GetString()!));
            }
        }
    }
}
