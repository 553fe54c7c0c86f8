using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HostSim.PushGateway.Upstream;

/// <summary>What only this machine may see, over plain HTTP on loopback.</summary>
/// <remarks>
/// <code>
/// GET /metrics   the numbers, for Prometheus
/// GET /healthz   {"status":"ok"}
/// 421            the host is neither localhost nor a loopback address
/// </code>
/// </remarks>
public sealed class AdminServer : IAsyncDisposable
{
    // Prometheus and a person; a page that a browser opened by mistake is not a reason for more.
    private const int MaxConnections = 32;

    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;

    private AdminServer(WebApplication app) => _app = app;

    /// <summary>The port it listens on.</summary>
    public int Port => new Uri(_app.Urls.First()).Port;

    /// <summary>Starts to listen on this port of 127.0.0.1; 0 for any free one.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<AdminServer> StartAsync(int port, Func<string> metrics, ILoggerFactory logs)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton(logs);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime);
        WebApplication app = builder.Build();
        app.Run(context => AnswerAsync(context, metrics));
        await app.StartAsync();
        return new AdminServer(app);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    // A page from elsewhere may have its own name resolve to this machine; its requests still carry that name.
    private static bool IsOurs(string host) =>
        host is "localhost" || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static Task AnswerAsync(HttpContext context, Func<string> metrics)
    {
        if (!IsOurs(context.Request.Host.Host))
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        }

        (string type, string text) = (context.Request.Method, context.Request.Path.Value) switch
        {
            ("GET", "/metrics") => (MetricsPage.ContentType, metrics()),
            ("GET", "/healthz") => ("application/json", """{"status":"ok"}"""),
            ("GET", _) => ("", "there is nothing here but /metrics and /healthz\n"),
            _ => ("", "only GET is answered\n"),
        };
        if (type.Length == 0)
        {
            bool isGet = HttpMethods.IsGet(context.Request.Method);
            context.Response.StatusCode =
                isGet ? StatusCodes.Status404NotFound : StatusCodes.Status405MethodNotAllowed;
            type = "text/plain";
        }

        context.Response.ContentType = type;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
