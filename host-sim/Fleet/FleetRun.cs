using HostSim.Devices;
using HostSim.Operator;

namespace HostSim.Fleet;

/// <summary>Whoever watches a run.</summary>
internal interface IFleetView
{
    /// <summary>A part of the run begins, which is done when <paramref name="total"/> is reached.</summary>
    void Begin(string what, int total);

    /// <summary>It has come so far.</summary>
    void Advance(int done);
}

/// <summary>Runs a fleet: accounts, power on, scenario, and the count of everything that was accepted.</summary>
/// <remarks>
/// <code>
/// accounts → devices made → power on over the ramp → all online → somebody listens → readings begin
///          → scenario with commands → no more readings → all online, nothing under way → count
/// </code>
/// </remarks>
internal sealed class FleetRun
{
    // Enough to keep every processor busy with the key derivations of logins.
    private const int MostJoining = 100;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly FleetOptions _options;
    private readonly IFleetView _view;
    private readonly IFleetServer _server;
    private readonly FleetClock _clock;
    private readonly RateMeter _attempts;
    private readonly RateMeter _arrivals;
    private readonly FleetMaker _maker;
    private readonly ReportLedger _reports;
    private readonly CommandLedger _commands;
    private readonly MemoryScale _memory = new();
    private readonly Storm _storm;
    private VirtualDevice[] _devices = [];

    private FleetRun(
        FleetOptions options, IFleetServer server, FleetClock clock, RateMeter attempts, IFleetView view,
        ILoggerFactory logs)
    {
        _options = options;
        _view = view;
        _server = server;
        _clock = clock;
        _attempts = attempts;
        _arrivals = new RateMeter(clock);
        _maker = new FleetMaker(options.Seed, options.ReportSeconds, logs.CreateLogger("device"));
        _reports = new ReportLedger(server.Seats.Select(seat => seat.Id), _maker.StartedAtMs);
        _commands = new CommandLedger(options.Devices);
        _storm = new Storm(clock);
        server.Reported += Take;
    }

    /// <summary>Makes the server and the fleet, runs the scenario and ends both.</summary>
    public static async Task<FleetResult> RunAsync(FleetOptions options, IFleetView view, ILoggerFactory logs)
    {
        FleetClock clock = new();
        RateMeter attempts = new(clock);
        view.Begin("accounts", options.Devices);
        await using IFleetServer server = await StartServerAsync(options, attempts, logs, view.Advance);
        FleetRun run = new(options, server, clock, attempts, view, logs);
        return await run.RunAsync();
    }

    private static async Task<IFleetServer> StartServerAsync(
        FleetOptions options, RateMeter attempts, ILoggerFactory logs, Action<int> progress) => options switch
    {
        { Target: FleetTarget target } => new OutsideFleetServer(options, target, attempts, logs),
        { Link: FleetLink.Courier } => await CourierFleetServer.StartAsync(options, attempts, logs, progress),
        _ => await EmbeddedFleetServer.StartAsync(options, attempts, logs, progress),
    };

    private async Task<FleetResult> RunAsync()
    {
        _memory.Weigh();
        FleetResult result = await RunDevicesAsync();
        _devices = [];
        _memory.Weigh();
        return result with { Memory = _memory.Read(_options.Devices) };
    }

    private async Task<FleetResult> RunDevicesAsync()
    {
        _devices = [.. _server.Seats.Select(_maker.Make)];
        _memory.Weigh();
        FleetWatch watch = new(_devices, _clock);
        using FleetSampler sampler = new(_clock, watch);
        foreach (IOperator person in _server.Operators)
        {
            person.Start();
        }

        try
        {
            _maker.IsQuiet = true;
            await PowerOnAsync(watch);
            await _server.ListenAsync();
            _maker.IsQuiet = false;
            double cpuPercent = await LiveAsync(watch);
            await SettleAsync(watch);
            FleetResult result = Count(watch, sampler, cpuPercent);
            _memory.Weigh();
            return result;
        }
        finally
        {
            await Task.WhenAll(_devices.Select(device => device.DisposeAsync().AsTask()));
            await Task.WhenAll(_server.Operators.Select(person => person.DisposeAsync().AsTask()));
        }
    }

    // Over the ramp, and never more at once than can log in: on a busy machine the ramp takes longer instead of each
    // login.
    private async Task PowerOnAsync(FleetWatch watch)
    {
        _view.Begin("online", _devices.Length);
        double start = _clock.Seconds;
        int started = 0;
        await UntilAsync(_options.Ramp + _options.Patience, () =>
        {
            double share = _options.Ramp > TimeSpan.Zero ? (_clock.Seconds - start) / _options.Ramp.TotalSeconds : 1;
            int wanted = (int)Math.Min(_devices.Length, share * _devices.Length);
            for (; started < wanted && started - watch.Online < MostJoining; started++)
            {
                watch.Start(started);
            }

            _view.Advance(watch.Online);
            return watch.Online == _devices.Length;
        });
    }

    // The scenario with commands beside it. Returns its share of the processors in percent.
    private async Task<double> LiveAsync(FleetWatch watch)
    {
        using CancellationTokenSource stop = new();
        using CancellationTokenSource giveUp = new();
        CpuShare cpu = new();
        Task commands = new CommandTraffic(_server, _options, _commands).RunAsync(stop.Token, giveUp.Token);
        Task scenario = Scenarios.RunAsync(_options, _server, watch, _storm);
        _view.Begin(_options.Scenario.ToString().ToLowerInvariant(), (int)_options.Duration.TotalSeconds);
        double start = _clock.Seconds;
        while (!scenario.IsCompleted)
        {
            await Task.WhenAny(scenario, Task.Delay(Look));
            _view.Advance((int)Math.Min(_options.Duration.TotalSeconds, _clock.Seconds - start));
        }

        await scenario;
        double percent = cpu.Percent();
        await stop.CancelAsync();
        await Task.WhenAny(commands, Task.Delay(_options.Patience));
        await giveUp.CancelAsync();
        await commands;
        return percent;
    }

    // Nothing new is reported; what was accepted has time to arrive.
    private async Task SettleAsync(FleetWatch watch)
    {
        _maker.IsQuiet = true;
        _view.Begin("settled", _devices.Length);
        await UntilAsync(_options.Patience, () =>
        {
            int settled = _devices.Count(IsSettled);
            _view.Advance(settled);
            return settled == _devices.Length && watch.Online == _devices.Length;
        });
    }

    private bool IsSettled(VirtualDevice device)
    {
        ReportCount count = CountOf(device);
        return count.Received + count.Dropped >= count.Accepted;
    }

    private ReportCount CountOf(VirtualDevice device) => device.Status.Health is DeviceHealth health
        ? _reports.Read(device.Id, health.LastNumber, health.Dropped)
        : default;

    private FleetResult Count(FleetWatch watch, FleetSampler sampler, double cpuPercent)
    {
        ReportCount[] reports = [.. _devices.Select(CountOf)];
        DeviceHealth?[] health = [.. _devices.Select(device => device.Status.Health)];
        return new FleetResult
        {
            Options = _options,
            Server = _server.Label,
            Reports = new ReportCount(reports.Sum(it => it.Accepted), reports.Sum(it => it.Received),
                reports.Sum(it => it.Dropped), reports.Sum(it => it.Lost), reports.Sum(it => it.Doubled),
                reports.Sum(it => it.Repeated)),
            Commands = _commands.Read(index => health[index]?.Commands ?? 0),
            LastFailure = _commands.LastFailure,
            Online = watch.Online,
            Crashes = watch.Crashes,
            Losses = watch.Losses,
            TimesToOnline = watch.TimesToOnline.Read(),
            RoundTrips = _commands.RoundTrips.Read(),
            Reconnects = watch.Reconnects.Read(),
            PeakConnects = _storm.ReturnedAt is double returned ? _attempts.PeakFrom(returned) : null,
            AllowedConnects = _storm.ReturnedAt is null ? null : Storm.Allowed(_devices.Length,
                _options.Outage.TotalSeconds, Core.Limits.BackoffMinimumMs / 1e3, Core.Limits.BackoffMaximumMs / 1e3),
            DiedAt = _storm.DiedAt,
            ReturnedAt = _storm.ReturnedAt,
            BytesUp = health.Sum(it => it?.BytesUp ?? 0),
            BytesDown = health.Sum(it => it?.BytesDown ?? 0),
            CpuPercent = cpuPercent,
            Seconds = _clock.Seconds,
            Samples = sampler.Samples,
            ConnectsBySecond = _attempts.Seconds(),
            ReportsBySecond = _arrivals.Seconds(),
        };
    }

    private void Take(FleetReport report)
    {
        _arrivals.Count();
        _reports.Take(report);
    }

    private static async Task UntilAsync(TimeSpan limit, Func<bool> condition)
    {
        long end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        while (!condition() && Environment.TickCount64 < end)
        {
            await Task.Delay(Look);
        }
    }
}
