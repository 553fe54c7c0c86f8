using BenchmarkDotNet.Attributes;

namespace Tests.Bench;

/// <summary>From the bytes of a command to the bytes of its answer, or to its dispatch.</summary>
[ShortRunJob]
[MemoryDiagnoser]
public class CommandBenchmarks
{
    private readonly AgentOnline _agent = new();
    private readonly EngineOnline _engine = new();

    [Benchmark]
    public int AdHocRoundTrip() => _agent.Exchange(Stanzas.Command);

    [Benchmark]
    public int NotificationToDispatch()
    {
        _engine.Exchange(Stanzas.Notification);
        return _engine.Dispatched;
    }
}
