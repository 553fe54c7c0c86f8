using System.Net;
using HostSim.WebConsole;

namespace HostSim.Api;

/// <summary>The HTTP server of the API and the console page: loopback only, and nothing of ASP.NET that is not
/// used.</summary>
public static class ApiHost
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(3);

    /// <summary>A server for <paramref name="simulation"/> that will listen on this port of 127.0.0.1, or on any free
    /// one if it is zero. It ends itself on Ctrl-C and SIGTERM.</summary>
    public static WebApplication Build(Simulation simulation, int port)
    {
        // Neither arguments nor environment nor files configure it: the same start gives the same server.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBody.MaxDrained;
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestEnd);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter("Microsoft", LogLevel.Critical)
            .AddFilter("Microsoft.AspNetCore.Server", LogLevel.Error);
        WebApplication app = builder.Build();
        app.UseMiddleware<ApiGuard>();
        app.UseRouting();
        new ApiRoutes(simulation).Map(app);
        new CommandRoutes(simulation).Map(app);
        new BoardRoutes(simulation).Map(app);
        new FaultRoutes(simulation).Map(app);
        MetricsRoute.Map(app, simulation);
        ConsolePage.Map(app);
        return app;
    }
}
