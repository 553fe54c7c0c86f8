using HostSim.Devices;
using HostSim.Network;
using HostSim.Operator;

namespace HostSim.Fleet;

/// <summary>A real server for a fleet. Nobody restarts it for us: in a storm the network to it dies instead. A report
/// has arrived when the operator was notified of it.</summary>
internal sealed class OutsideFleetServer : IFleetServer
{
    // For all subscriptions together.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // Enough that a node which is late keeps nobody waiting, and few enough for a server's queues.
    private const int AtOnce = 20;

    private static readonly TimeSpan NodeRetry = TimeSpan.FromMilliseconds(200);

    private readonly FleetTarget _target;
    private readonly RateMeter _attempts;
    private readonly OperatorClient _operator;
    private readonly Stream?[] _lines;
    private readonly ReportSabotage _sabotage;
    private volatile bool _isDead;

    /// <summary>Seats for the target's accounts; connects nothing.</summary>
    public OutsideFleetServer(FleetOptions options, FleetTarget target, RateMeter attempts, ILoggerFactory logs)
    {
        _target = target;
        _attempts = attempts;
        _sabotage = new ReportSabotage(options.Sabotage);
        _lines = new Stream?[options.Devices];
        Seats = [.. target.Accounts.Take(options.Devices).Select(SeatOf)];
        _operator = new OperatorClient(new OperatorOptions
        {
            User = target.Operator.User,
            Domain = target.Domain,
            Password = target.Operator.Password,
            Host = target.Host,
            Port = target.Port,
            DirectTls = target.DirectTls,
            Trust = target.Trust,
            PubSubService = $"pubsub.{target.Domain}",
            Devices = [.. Seats.Select(seat => seat.Account.Address)],
        }, logs.CreateLogger("operator"));
        _operator.ItemReceived += Tell;
    }

    /// <inheritdoc/>
    public event Action<FleetReport>? Reported;

    /// <inheritdoc/>
    public string Label => $"{_target.Host}:{_target.Port} for {_target.Domain}, TLS";

    /// <inheritdoc/>
    public IReadOnlyList<FleetSeat> Seats { get; }

    /// <inheritdoc/>
    public IReadOnlyList<IOperator> Operators => [_operator];

    /// <inheritdoc/>
    public IOperator OperatorOf(int device) => _operator;

    /// <inheritdoc/>
    public async Task ListenAsync()
    {
        using CancellationTokenSource limit = new(Patience);
        using SemaphoreSlim room = new(AtOnce);
        await Task.WhenAll(Seats.Select(seat => ListenAsync($"{seat.Id}/data", room, limit.Token)));
    }

    private async Task ListenAsync(string node, SemaphoreSlim room, CancellationToken limit)
    {
        try
        {
            await room.WaitAsync(limit);
            await _operator.SubscribeSoonAsync(node, NodeRetry, limit);
            room.Release();
        }
        catch (OperationCanceledException e)
        {
            throw new OperatorException($"no subscription to {node} within {Patience.TotalMinutes} minutes", e);
        }
    }

    /// <inheritdoc/>
    public void Cut(int device) => Interlocked.Exchange(ref _lines[device], null)?.Dispose();

    /// <inheritdoc/>
    public async Task RestartAsync(TimeSpan outage)
    {
        _isDead = true;
        for (int i = 0; i < _lines.Length; i++)
        {
            Cut(i);
        }

        await Task.Delay(outage);
        _isDead = false;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private FleetSeat SeatOf(FleetAccount account, int index)
    {
        XmppAccount login = new(_target.Host, _target.Port, _target.DirectTls, _target.Domain, account.User,
            account.Password, $"{_target.Operator.User}@{_target.Domain}");
        return new FleetSeat(account.User, login, new DeviceTransport(DialOf(index), _target.Trust));
    }

    private Dial DialOf(int index) => async (host, port, cancellation) =>
    {
        _attempts.Count();
        if (_isDead)
        {
            throw new IOException("the network is away");
        }

        Stream stream = await Dialer.Tcp(host, port, cancellation);
        Volatile.Write(ref _lines[index], stream);
        return stream;
    };

    private void Tell(PubSubItem item)
    {
        if (FleetReports.Read(item.Node, item.ItemId, item.Payload) is FleetReport report)
        {
            _sabotage.Pass(report, Reported);
        }
    }
}
