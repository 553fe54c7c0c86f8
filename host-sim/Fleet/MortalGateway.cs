using System.Runtime.CompilerServices;
using HostSim.Network;
using HostSim.Operator;
using HostSim.PushGateway;
using HostSim.PushGateway.Courier;

namespace HostSim.Fleet;

/// <summary>A gateway that can die and come back on the same folder and port, for operators who outlive it.</summary>
internal sealed class MortalGateway : IPushDirectory, IUpstream, IAsyncDisposable
{
    private readonly ILoggerFactory _logs;
    private GatewayOptions _options;
    private volatile TaskCompletionSource<Life> _life = NewLife();

    private MortalGateway(GatewayOptions options, ILoggerFactory logs)
    {
        _options = options;
        _logs = logs;
    }

    /// <inheritdoc/>
    public long Newest => Living?.Host.Upstream.Newest ?? 0;

    // Null while it is dead.
    private Life? Living => _life.Task.IsCompletedSuccessfully ? _life.Task.Result : null;

    /// <summary>Starts one.</summary>
    public static async Task<(MortalGateway Gateway, PushGatewayHost Host)> StartAsync(
        GatewayOptions options, ILoggerFactory logs)
    {
        MortalGateway gateway = new(options, logs);
        Life life = await gateway.LiveAsync();
        return (gateway, life.Host);
    }

    /// <summary>Serves a device in this process; false while it is dead.</summary>
    public bool TryServe(MemoryPipe end, PeerIdentity peer)
    {
        if (Living is not Life life)
        {
            return false;
        }

        _ = Task.Run(() => life.Host.ServeAsync(end, peer));
        return true;
    }

    /// <summary>Dies, after <paramref name="cut"/> has left nobody to say goodbye to, and is back after
    /// <paramref name="outage"/>.</summary>
    public async Task RestartAsync(TimeSpan outage, Action cut)
    {
        Life dying = await _life.Task;
        _life = NewLife();
        cut();
        await Task.WhenAll(dying.DisposeAsync().AsTask(), Task.Delay(outage));
        await LiveAsync();
    }

    /// <inheritdoc/>
    public ValueTask<PushVerdict> AcceptAsync(PushRequest request, CancellationToken cancellation) =>
        Living is Life life
            ? life.Host.Directory.AcceptAsync(request, cancellation)
            : throw new OperatorException("the gateway is away");

    /// <inheritdoc/>
    public async IAsyncEnumerable<UpstreamEvent> ReadAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            Life life = await _life.Task.WaitAsync(cancellation);
            using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, life.End);
            await using IAsyncEnumerator<UpstreamEvent> events =
                life.Host.Upstream.ReadAsync(after, end.Token).GetAsyncEnumerator(end.Token);
            while (await MoveAsync(events, life))
            {
                after = events.Current.Sequence;
                yield return events.Current;
            }
        }
    }

    /// <inheritdoc/>
    public (long Sequence, IReadOnlyList<UpstreamEvent> Online) Snapshot() =>
        Living?.Host.Upstream.Snapshot() ?? (0, []);

    /// <inheritdoc/>
    public void LearnTopic(string topic) => Living?.Host.Upstream.LearnTopic(topic);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Living is Life life)
        {
            await life.DisposeAsync();
        }
    }

    // False if the gateway died before the next event.
    private static async Task<bool> MoveAsync(IAsyncEnumerator<UpstreamEvent> events, Life life)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (OperationCanceledException) when (life.End.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<Life> LiveAsync()
    {
        Life life = new(await PushGatewayHost.StartAsync(_options, _logs));
        _options = _options with { CourierPort = life.Host.CourierPort };
        _life.SetResult(life);
        return life;
    }

    private static TaskCompletionSource<Life> NewLife() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Life : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();

        public Life(PushGatewayHost host)
        {
            Host = host;
            End = _end.Token;
        }

        public PushGatewayHost Host { get; }

        public CancellationToken End { get; }

        // Readers stop first: what becomes durable from now on is told by the next life.
        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await Host.DisposeAsync();
            _end.Dispose();
        }
    }
}
