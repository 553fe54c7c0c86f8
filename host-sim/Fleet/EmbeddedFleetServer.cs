using System.Xml.Linq;
using HostSim.Devices;
using HostSim.Network;
using HostSim.Operator;
using HostSim.Ports;
using HostSim.XmppServer;
using HostSim.XmppServer.Net;

namespace HostSim.Fleet;

/// <summary>The embedded server for a fleet: memory pipes straight into its sessions, and sockets with TLS for some. A
/// report has arrived when a node of the server has accepted it.</summary>
internal sealed class EmbeddedFleetServer : IFleetServer
{
    // Below the contacts that one account may have, see DomainLimits.
    private const int DevicesPerOperator = 500;

    private const string Loopback = "127.0.0.1";

    private readonly EmbeddedServer _server;
    private readonly RateMeter _attempts;
    private readonly InProcessConnection?[] _lines;
    private readonly InProcessConnection?[] _operatorLines;
    private readonly int _tls;
    private bool _isDead;

    private EmbeddedFleetServer(EmbeddedServer server, FleetOptions options, RateMeter attempts, ILoggerFactory logs)
    {
        _server = server;
        _attempts = attempts;
        _tls = options.Tls;
        _lines = new InProcessConnection?[options.Devices];
        Seats = [.. Enumerable.Range(0, options.Devices).Select(index => SeatOf(index, options.Seed))];
        int operators = (options.Devices + DevicesPerOperator - 1) / DevicesPerOperator;
        _operatorLines = new InProcessConnection?[operators];
        Operators = [.. Enumerable.Range(0, operators).Select(index => OperatorAt(index, options.Seed, logs))];
        server.Xmpp.ItemPublished += Tell;
        server.Faults.LoseItemEvery = options.Sabotage == FleetSabotage.Lose ? FleetOptions.SabotageEvery : 0;
        server.Faults.DoubleItemEvery = options.Sabotage == FleetSabotage.Double ? FleetOptions.SabotageEvery : 0;
    }

    /// <inheritdoc/>
    public event Action<FleetReport>? Reported;

    /// <inheritdoc/>
    public string Label => _tls == 0
        ? "embedded server, memory pipes"
        : $"embedded server, memory pipes, TLS for {_tls}";

    /// <inheritdoc/>
    public IReadOnlyList<FleetSeat> Seats { get; }

    /// <inheritdoc/>
    public IReadOnlyList<IOperator> Operators { get; }

    /// <summary>Starts the server with all accounts; tells <paramref name="progress"/> how many there are.</summary>
    public static async Task<EmbeddedFleetServer> StartAsync(
        FleetOptions options, RateMeter attempts, ILoggerFactory logs, Action<int> progress)
    {
        EmbeddedServer server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions
        {
            DomainOptions = new DomainOptions
            {
                Domain = "fleet.localhost",
                Entropy = Entropy.FromSeed(Seeds.Derive(options.Seed, "server")),
                ScramMechanisms = ["SCRAM-SHA-256"],
                Logger = logs.CreateLogger("server"),
            },
        });
        EmbeddedFleetServer fleet = new(server, options, attempts, logs);
        await Task.Run(() => fleet.AddAccounts(options.Seed, progress));
        return fleet;
    }

    /// <inheritdoc/>
    public IOperator OperatorOf(int device) => Operators[device / DevicesPerOperator];

    /// <inheritdoc/>
    public Task ListenAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public void Cut(int device)
    {
        if (device < _tls)
        {
            _server.Cut(UserOf(device));
        }
        else
        {
            Volatile.Read(ref _lines[device])?.Cut();
        }
    }

    /// <inheritdoc/>
    public async Task RestartAsync(TimeSpan outage)
    {
        lock (_server.Xmpp.Gate)
        {
            _isDead = true;
            foreach (InProcessConnection? line in _lines.Concat(_operatorLines))
            {
                line?.Cut();
            }
        }

        await _server.RestartAsync(graceful: false, outage: outage);
        lock (_server.Xmpp.Gate)
        {
            _isDead = false;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string UserOf(int device) => $"dev-{device + 1}";

    private static string OperatorUser(int index) => $"operator-{index + 1}";

    private FleetSeat SeatOf(int index, int seed)
    {
        string user = UserOf(index);
        string admin = $"{OperatorUser(index / DevicesPerOperator)}@{_server.Domain}";
        XmppAccount account = new(Loopback, _server.DirectTlsPort, DirectTls: true, _server.Domain, user,
            Seeds.Secret(seed, user), admin);
        bool isTls = index < _tls;
        Dial dial = isTls ? CountedTcp : (_, _, _) => ValueTask.FromResult<Stream>(Connect(_lines, index));
        return new FleetSeat(user, account, new DeviceTransport(dial, Trust.Only(_server.Authority.Certificate))
        {
            IsOpenInProcess = !isTls,
        });
    }

    private OperatorClient OperatorAt(int index, int seed, ILoggerFactory logs) => new(new OperatorOptions
    {
        User = OperatorUser(index),
        Domain = _server.Domain,
        Password = Seeds.Secret(seed, OperatorUser(index)),
        Host = Loopback,
        Port = _server.DirectTlsPort,
        DirectTls = true,
        IsOpenInProcess = true,
        Dial = (_, _, _) => ValueTask.FromResult<Stream>(Connect(_operatorLines, index)),
        Trust = Trust.Only(_server.Authority.Certificate),
        PubSubService = _server.PubSubAddress,
    }, logs.CreateLogger("operator"));

    private ValueTask<Stream> CountedTcp(string host, int port, CancellationToken cancellation)
    {
        _attempts.Count();
        return Dialer.Tcp(host, port, cancellation);
    }

    private MemoryPipe Connect(InProcessConnection?[] lines, int index)
    {
        if (lines == _lines)
        {
            _attempts.Count();
        }

        lock (_server.Xmpp.Gate)
        {
            if (_isDead)
            {
                throw new IOException("the server is away");
            }

            (MemoryPipe client, MemoryPipe end) = MemoryPipe.Connect();
            InProcessConnection line = new(_server.Xmpp, end);
            Volatile.Write(ref lines[index], line);
            _ = Task.Run(line.RunAsync);
            return client;
        }
    }

    private void AddAccounts(int seed, Action<int> progress)
    {
        for (int i = 0; i < Operators.Count; i++)
        {
            _server.AddAccount(OperatorUser(i), Seeds.Secret(seed, OperatorUser(i)));
        }

        for (int i = 0; i < Seats.Count; i++)
        {
            _server.AddAccount(UserOf(i), Seeds.Secret(seed, UserOf(i)));
            _server.Befriend(UserOf(i), OperatorUser(i / DevicesPerOperator));
            progress(i + 1);
        }
    }

    private void Tell(string node, string id, XElement? payload)
    {
        if (FleetReports.Read(node, id, payload) is FleetReport report)
        {
            Reported?.Invoke(report);
        }
    }
}
