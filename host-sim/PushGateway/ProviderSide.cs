using HostSim.PushGateway.Provider;
using HostSim.PushGateway.Upstream;

namespace HostSim.PushGateway;

/// <summary>Everything that faces those who run the devices: the provider API with its stream of events, the webhooks
/// and the page of numbers.</summary>
public sealed class ProviderSide : IAsyncDisposable
{
    private readonly WebhookCounters _counted = new();
    private readonly ProviderCounters _counters = new();
    private ProviderServer? _server;
    private AdminServer? _admin;
    private Webhooks? _webhooks;

    private ProviderSide()
    {
    }

    /// <summary>The port for providers.</summary>
    public int Port => _server!.Port;

    /// <summary>The port of the page of numbers; 0 if there is none.</summary>
    public int AdminPort => _admin?.Port ?? 0;

    /// <summary>Starts it all; <paramref name="adminPort"/> 0 is any free one, null is none.</summary>
    /// <exception cref="IOException">A port is in use.</exception>
    /// <exception cref="InvalidDataException">A file in the data folder is damaged.</exception>
    public static async Task<ProviderSide> StartAsync(
        ProviderOptions options, int? adminPort, IPushDirectory directory, IUpstream upstream, GatewayMetrics metrics,
        ILoggerFactory logs)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProviderSide side = new();
        try
        {
            side._server = await ProviderServer.StartAsync(options, directory, upstream, side._counters, logs);
            side._webhooks = new Webhooks(
                options.DataFolder, upstream, side._counted, options.Clock, logs.CreateLogger("webhooks"));
            if (adminPort is int port)
            {
                side._admin = await AdminServer.StartAsync(port, () => side.Page(metrics), logs);
            }

            return side;
        }
        catch
        {
            await side.DisposeAsync();
            throw;
        }
    }

    /// <summary>From now on providers are refused with Shutdown; what runs goes on.</summary>
    public void Drain() => _server?.Drain();

    /// <summary>Refuses what is new, lets what runs end, then closes. To be called while the directory still takes
    /// pushes.</summary>
    public async ValueTask DisposeAsync()
    {
        IAsyncDisposable?[] parts = [_server, _webhooks, _admin];
        foreach (IAsyncDisposable part in parts.OfType<IAsyncDisposable>())
        {
            await part.DisposeAsync();
        }
    }

    private string Page(GatewayMetrics metrics) => new MetricsPage()
        .Add(metrics.All)
        .Add(_counters)
        .Add(_counted.All)
        .AddGauge("gateway_event_streams", "Streams of events that are open.", _server?.Listeners ?? 0)
        .ToString();
}
