using System.Text;
using System.Threading.Channels;

namespace HostSim.Api;

/// <summary>Server-sent events (WHATWG HTML §9.2): one line of JSON each, and a comment now and then so that both
/// sides notice a dead connection.</summary>
public static class EventRoute
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Sends what happens until the client or the simulator ends.</summary>
    /// <exception cref="ApiError">409: too many listen already.</exception>
    public static async Task SendAsync(HttpContext context, SimEvents events, CancellationToken ending)
    {
        using SimEvents.Listener listener = events.Listen(context.Request.Query["device"])
            ?? throw ApiError.Unavailable($"{SimEvents.MaxListeners} clients listen already");
        using CancellationTokenSource end =
            CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending);
        context.Response.ContentType = "text/event-stream";
        try
        {
            await WriteAsync(context, ": listening\n\n", end.Token);
            while (true)
            {
                await SendWaitingAsync(context, listener.Waiting, end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return;
        }
    }

    private static async Task SendWaitingAsync(
        HttpContext context, ChannelReader<SimEvent> waiting, CancellationToken end)
    {
        using CancellationTokenSource quiet = CancellationTokenSource.CreateLinkedTokenSource(end);
        quiet.CancelAfter(Heartbeat);
        try
        {
            await waiting.WaitToReadAsync(quiet.Token);
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            await WriteAsync(context, ": still here\n\n", end);
            return;
        }

        StringBuilder text = new();
        while (waiting.TryRead(out SimEvent? happened))
        {
            text.Append("event: ").Append(happened.Kind).Append("\ndata: ").Append(happened.Json).Append("\n\n");
        }

        await WriteAsync(context, text.ToString(), end);
    }

    private static async Task WriteAsync(HttpContext context, string text, CancellationToken end)
    {
        await context.Response.WriteAsync(text, end);
        await context.Response.Body.FlushAsync(end);
    }
}
