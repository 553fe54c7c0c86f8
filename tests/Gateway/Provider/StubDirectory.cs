using System.Collections.Concurrent;
using HostSim.PushGateway;

namespace Tests.Gateway.Provider;

/// <summary>Takes every push, or says what the test wants it to say.</summary>
internal sealed class StubDirectory : IPushDirectory
{
    public ConcurrentQueue<PushRequest> Taken { get; } = new();

    public PushVerdict Verdict { get; set; } = new(PushOutcome.Accepted);

    public Exception? Failure { get; set; }

    /// <summary>If set, what every push waits for.</summary>
    public Task<PushVerdict>? Later { get; set; }

    public ValueTask<PushVerdict> AcceptAsync(PushRequest request, CancellationToken cancellation)
    {
        Taken.Enqueue(request);
        if (Failure is not null)
        {
            throw Failure;
        }

        return Later is null ? ValueTask.FromResult(Verdict) : new ValueTask<PushVerdict>(Later);
    }
}
