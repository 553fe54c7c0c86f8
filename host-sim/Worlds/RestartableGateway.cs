using System.Runtime.CompilerServices;
using HostSim.PushGateway;

namespace HostSim.Worlds;

/// <summary>A push gateway that goes down and comes back on the same ports and folder, under those who use
/// it.</summary>
internal sealed class RestartableGateway : IPushDirectory, IUpstream, IAsyncDisposable
{
    private readonly ILoggerFactory _logs;
    private readonly SemaphoreSlim _one = new(1);
    private volatile Life _life;

    private RestartableGateway(PushGatewayHost host, ILoggerFactory logs)
    {
        _logs = logs;
        _life = new Life(host, new CancellationTokenSource());
    }

    /// <summary>The one that runs now.</summary>
    public PushGatewayHost Host => _life.Host;

    /// <inheritdoc/>
    public long Newest => Host.Upstream.Newest;

    public static async Task<RestartableGateway> StartAsync(GatewayOptions options, ILoggerFactory logs) =>
        new(await PushGatewayHost.StartAsync(options, logs), logs);

    /// <summary>Ends it in good order and starts it again. What it had taken over it still has.</summary>
    public async Task RestartAsync()
    {
        await _one.WaitAsync();
        try
        {
            Life old = _life;
            GatewayOptions options = old.Host.Options with
            {
                CourierPort = old.Host.CourierPort,
                ProviderPort = old.Host.ProviderPort,
                ActivationPort = old.Host.ActivationPort,
            };
            await old.Host.DisposeAsync();
            _life = new Life(await PushGatewayHost.StartAsync(options, _logs), new CancellationTokenSource());
            await old.EndAsync();
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public ValueTask<PushVerdict> AcceptAsync(PushRequest request, CancellationToken cancellation) =>
        Host.Directory.AcceptAsync(request, cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<UpstreamEvent> ReadAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            Life life = _life;
            using CancellationTokenSource either =
                CancellationTokenSource.CreateLinkedTokenSource(cancellation, life.Over);
            await using IAsyncEnumerator<UpstreamEvent> events =
                life.Host.Upstream.ReadAsync(after, either.Token).GetAsyncEnumerator(either.Token);
            while (await MovesAsync(events, life))
            {
                after = events.Current.Sequence;
                yield return events.Current;
            }
        }
    }

    /// <inheritdoc/>
    public (long Sequence, IReadOnlyList<UpstreamEvent> Online) Snapshot() => Host.Upstream.Snapshot();

    /// <inheritdoc/>
    public void LearnTopic(string topic) => Host.Upstream.LearnTopic(topic);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _life.EndAsync();
        _one.Dispose();
    }

    // False when this life is over and the next one is to be asked.
    private static async Task<bool> MovesAsync(IAsyncEnumerator<UpstreamEvent> events, Life life)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (OperationCanceledException) when (life.Over.IsCancellationRequested)
        {
            return false;
        }
    }

    // The source is not disposed: a reader may be about to listen to it, and it holds nothing once it is cancelled.
    private sealed record Life(PushGatewayHost Host, CancellationTokenSource Ending)
    {
        public CancellationToken Over => Ending.Token;

        public Task EndAsync() => Ending.CancelAsync();
    }
}
