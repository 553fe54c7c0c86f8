namespace HostSim.PushGateway.Upstream;

/// <summary>Tells every address of the file what devices say.</summary>
public sealed class Webhooks : IAsyncDisposable
{
    // A receiver that needs longer does its work before it answers, and holds up everything behind.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<WebhookPosition> _positions = [];
    private readonly HttpClient _client;
    private readonly Task _running;

    /// <summary>Starts to tell the addresses in this folder's file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public Webhooks(
        string dataFolder, IUpstream upstream, WebhookCounters counters, TimeProvider clock, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(upstream);
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            PooledConnectionLifetime = ConnectionLifetime,
        };
        _client = new HttpClient(handler) { Timeout = AnswerTime };
        List<Task> senders = [];
        foreach (Webhook hook in new WebhookFile(dataFolder).Read())
        {
            WebhookPosition position = new(dataFolder, hook.Url, upstream.Newest);
            _positions.Add(position);
            WebhookSender sender = new(hook, upstream, position, counters, _client, clock, logger);
            senders.Add(Task.Run(() => sender.RunAsync(_stop.Token)));
            foreach (string topic in hook.Topics.Where(topic => !topic.EndsWith('*')))
            {
                upstream.LearnTopic(topic);
            }
        }

        _running = Task.WhenAll(senders);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _positions.ForEach(position => position.Dispose());
        _client.Dispose();
        _stop.Dispose();
    }
}
