using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Tests.Gateway.Upstream;

/// <summary>What a receiver got.</summary>
internal sealed record Received(string Body, string Signature, string Sequence, string Kind);

/// <summary>A receiver of webhooks on this machine, which answers what the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public ConcurrentQueue<Received> Got { get; } = new();

    /// <summary>The answers to come; 200 once they are used up.</summary>
    public ConcurrentQueue<int> Answers { get; } = new();

    public Uri Url => new(new Uri(_app.Urls.First()), "/hook");

    public static async Task<Receiver> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        Receiver receiver = new(builder.Build());
        receiver._app.Run(receiver.HandleAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body, Encoding.UTF8);
        string body = await reader.ReadToEndAsync();
        IHeaderDictionary headers = context.Request.Headers;
        Got.Enqueue(new Received(body, headers["gateway-signature"]!, headers["gateway-sequence"]!,
            headers["gateway-event"]!));
        context.Response.StatusCode = Answers.TryDequeue(out int status) ? status : StatusCodes.Status200OK;
        context.Response.Headers.Location = context.Response.StatusCode == 302 ? "/elsewhere" : default;
    }
}
