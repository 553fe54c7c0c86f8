using HostSim.PushGateway.Upstream;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tests.Gateway.Upstream;

/// <summary>One sender with short pauses.</summary>
internal sealed class WebhookSenderRig : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly CancellationTokenSource _stop = new();
    private readonly WebhookPosition _position;

    public WebhookSenderRig(Webhook hook, StubUpstream upstream, string folder, WebhookCounters counters)
    {
        _position = new WebhookPosition(folder, hook.Url, upstream.Newest);
        WebhookSender sender = new(
            hook, upstream, _position, counters, _client, TimeProvider.System, NullLogger.Instance)
        {
            FirstPause = TimeSpan.FromMilliseconds(5),
        };
        Running = Task.Run(() => sender.RunAsync(_stop.Token));
    }

    public Task Running { get; }

    public void Dispose()
    {
        _stop.Cancel();
        Running.Wait(TimeSpan.FromSeconds(30));
        _position.Dispose();
        _client.Dispose();
        _stop.Dispose();
    }
}
