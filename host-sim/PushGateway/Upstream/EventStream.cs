using System.Globalization;
using System.Text;
using HostSim.PushGateway.Provider;

namespace HostSim.PushGateway.Upstream;

/// <summary>What devices say, as server-sent events (WHATWG HTML §9.2).</summary>
/// <remarks>
/// <code>
/// GET /v1/events              credentials as for a push
/// Last-Event-ID: {sequence}   what came after it, a gap first if it is no longer kept; without it: who is online now
///
/// id: {sequence}
/// event: message | online | offline | gap
/// data: one line of JSON, see EventJson
/// </code>
/// Messages are shown to those who may push to their topic, presence to everybody who may push at all. A comment now
/// and then lets both sides notice a dead connection.
/// </remarks>
public sealed class EventStream(
    IUpstream upstream, ProviderLogin login, TimeSpan heartbeat, ILogger logger, CancellationToken ending)
{
    /// <summary>The path of the stream.</summary>
    public const string Path = "/v1/events";

    /// <summary>Most streams at once: a few consoles and services; more is somebody who does not close them.</summary>
    public const int MaxListeners = 64;

    private static readonly byte[] StillHere = ": still here\n\n"u8.ToArray();

    private int _listeners;

    /// <summary>Streams open now.</summary>
    public int Listeners => Volatile.Read(ref _listeners);

    /// <summary>Sends what happens until the client leaves, the gateway ends or the provider is no longer
    /// welcome.</summary>
    /// <exception cref="ProviderRefusal">MethodNotAllowed, or TooManyRequests if too many listen already.</exception>
    public async Task SendAsync(HttpContext context, ProviderIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(identity);
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            throw new ProviderRefusal(ApnsReason.MethodNotAllowed);
        }

        if (Interlocked.Increment(ref _listeners) > MaxListeners)
        {
            Interlocked.Decrement(ref _listeners);
            throw new ProviderRefusal(ApnsReason.TooManyRequests);
        }

        using CancellationTokenSource end =
            CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending);
        try
        {
            await SendAllAsync(context, identity, end.Token);
        }
        catch (Exception e) when (end.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            logger.LogDebug("{Name}: the stream of events ended", identity.Name);
        }
        finally
        {
            Interlocked.Decrement(ref _listeners);
        }
    }

    private async Task SendAllAsync(HttpContext context, ProviderIdentity identity, CancellationToken end)
    {
        foreach (string topic in identity.Topics.Patterns.Where(pattern => !pattern.EndsWith('*')))
        {
            upstream.LearnTopic(topic);
        }

        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(StillHere, end);
        long after = await StartAsync(context, end);
        await context.Response.Body.FlushAsync(end);
        using CancellationTokenSource reading = CancellationTokenSource.CreateLinkedTokenSource(end);
        IAsyncEnumerator<UpstreamEvent> events = upstream.ReadAsync(after, reading.Token)
            .GetAsyncEnumerator(reading.Token);
        Task<bool> next = events.MoveNextAsync().AsTask();
        try
        {
            while (login.IsWelcome(identity))
            {
                next = await PassOnAsync(context, identity, events, next, end);
            }
        }
        finally
        {
            // An enumerator must not be disposed of while it moves.
            await reading.CancelAsync();
            await Task.WhenAny(next);
            await events.DisposeAsync();
        }
    }

    // The next event, or after a while a sign of life; then the wait for the one after that, or the same wait again.
    private async Task<Task<bool>> PassOnAsync(
        HttpContext context, ProviderIdentity identity, IAsyncEnumerator<UpstreamEvent> events, Task<bool> next,
        CancellationToken end)
    {
        bool isThere = await Task.WhenAny(next, Task.Delay(heartbeat, end)) == next;
        end.ThrowIfCancellationRequested();
        if (isThere && await next)
        {
            await SendAsync(context, identity, events.Current, end);
            next = events.MoveNextAsync().AsTask();
        }
        else
        {
            await context.Response.Body.WriteAsync(StillHere, end);
        }

        await context.Response.Body.FlushAsync(end);
        return next;
    }

    // Who has no place to go on from is told how things are, and then what changes.
    private async Task<long> StartAsync(HttpContext context, CancellationToken end)
    {
        string? last = PushHeaders.One(context.Request.Headers, "last-event-id");
        if (long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out long after))
        {
            return after;
        }

        (long sequence, IReadOnlyList<UpstreamEvent> online) = upstream.Snapshot();
        foreach (UpstreamEvent happened in online)
        {
            await WriteAsync(context, happened, sequence, end);
        }

        return sequence;
    }

    private static Task SendAsync(
        HttpContext context, ProviderIdentity identity, UpstreamEvent happened, CancellationToken end) =>
        EventFilter.Shows(identity.Topics, happened)
            ? WriteAsync(context, happened, happened.Sequence, end)
            : Task.CompletedTask;

    private static async Task WriteAsync(HttpContext context, UpstreamEvent happened, long id, CancellationToken end)
    {
        string head = string.Create(
            CultureInfo.InvariantCulture, $"id: {id}\nevent: {EventJson.Name(happened.Kind)}\ndata: ");
        byte[] text = [.. Encoding.ASCII.GetBytes(head), .. EventJson.Write(happened), (byte)'\n', (byte)'\n'];
        await context.Response.Body.WriteAsync(text, end);
    }
}
