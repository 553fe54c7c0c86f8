using BenchmarkDotNet.Attributes;
using HostSim.Devices;
using HostSim.Fleet;
using HostSim.Operator;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tests.Bench;

/// <summary>A command from an operator through the embedded server to a device and back, everything in this process:
/// the device's core in its pump, pipes in memory, no TLS and no socket.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class RoundTripBenchmarks
{
    private static readonly Dictionary<string, string> NoArguments = [];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private EmbeddedFleetServer _server = null!;
    private VirtualDevice _device = null!;
    private IOperator _operator = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        FleetOptions options = new() { Devices = 1, Seed = 1, ReportSeconds = 86_400 };
        _server = await EmbeddedFleetServer.StartAsync(
            options, new RateMeter(new FleetClock()), NullLoggerFactory.Instance, _ => { });
        _device = new FleetMaker(options.Seed, options.ReportSeconds, NullLogger.Instance).Make(_server.Seats[0]);
        _operator = _server.Operators[0];
        _operator.Start();
        _device.Start();
        long end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!await AnswersAsync() && Environment.TickCount64 < end)
        {
        }
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await _device.DisposeAsync();
        await _operator.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Benchmark]
    public Task<CommandReply> CommandRoundTripOverMemoryPipes() =>
        _operator.RunAsync(_device.Jid, "health", NoArguments, CancellationToken.None);

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return (await CommandRoundTripOverMemoryPipes()).Status == "done";
        }
        catch (OperatorException)
        {
            return false;
        }
    }
}
