using System.Xml.Linq;
using HostSim.Devices;
using HostSim.Network;
using HostSim.Operator;

namespace HostSim.Fleet;

/// <summary>A real server for a fleet. Nobody restarts it for us: in a storm the network to it dies instead. A report
/// has arrived when the operator was notified of it.</summary>
internal sealed class OutsideFleetServer : IFleetServer
{
    // For all subscriptions together, one after the other.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan NodeRetry = TimeSpan.FromMilliseconds(200);

    private readonly FleetTarget _target;
    private readonly RateMeter _attempts;
    private readonly OperatorClient _operator;
    private readonly Stream?[] _lines;
    private volatile bool _isDead;

    /// <summary>Seats for the target's accounts; connects nothing.</summary>
    public OutsideFleetServer(FleetOptions options, FleetTarget target, RateMeter attempts, ILoggerFactory logs)
    {
        _target = target;
        _attempts = attempts;
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
    /// <remarks>Not before the devices have made their nodes: a server may make a node for whoever subscribes first,
    /// and then it would be the operator's.</remarks>
    public async Task ListenAsync()
    {
        using CancellationTokenSource limit = new(Patience);
        foreach (FleetSeat seat in Seats)
        {
            XElement subscribe = new(XmppNames.PubSub + "pubsub", new XElement(XmppNames.PubSub + "subscribe",
                new XAttribute("node", $"{seat.Id}/data"), new XAttribute("jid", _operator.Address)));
            while (!await TrySubscribeAsync(subscribe, limit.Token))
            {
                await Task.Delay(NodeRetry, limit.Token);
            }
        }
    }

    // False while the node is not there: a device makes its nodes a moment after it has come online.
    private async Task<bool> TrySubscribeAsync(XElement subscribe, CancellationToken cancellation)
    {
        try
        {
            await _operator.AskAsync("set", _operator.Options.PubSubService, subscribe, cancellation);
            return true;
        }
        catch (OperatorException e) when (e.Condition == "item-not-found")
        {
            return false;
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
            Reported?.Invoke(report);
        }
    }
}
