using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using HostSim;
using HostSim.Api;
using HostSim.Network;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tests.HostSim.Api;

/// <summary>The API on a free port; unless told otherwise, with one device whose server does not answer.</summary>
internal sealed class ApiFixture : IAsyncDisposable
{
    private readonly Simulation _simulation;
    private readonly WebApplication _app;

    private ApiFixture(Simulation simulation, WebApplication app)
    {
        _simulation = simulation;
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public Simulation Simulation => _simulation;

    public static Task<ApiFixture> StartAsync() => StartAsync(new SimulationOptions
    {
        Seed = 1,
        Server = new RealServer
        {
            // Port 1 of the own machine refuses at once.
            Host = "127.0.0.1",
            Port = 1,
            Domain = "d.example",
            User = "dev",
            Password = "secret",
            Trust = Trust.System,
        },
    });

    public static async Task<ApiFixture> StartAsync(SimulationOptions options)
    {
        Simulation simulation = await Simulation.CreateAsync(options, NullLoggerFactory.Instance);
        WebApplication app = ApiHost.Build(simulation, 0);
        await app.StartAsync();
        simulation.Start();
        return new ApiFixture(simulation, app);
    }

    public async Task<(int Status, JsonElement Body)> GetAsync(string path)
    {
        using HttpResponseMessage response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public async Task<(int Status, JsonElement Body)> PostAsync(
        string path, string body, string contentType = "application/json")
    {
        using StringContent content = new(body, Encoding.UTF8, contentType);
        using HttpResponseMessage response = await Client.PostAsync(new Uri(path, UriKind.Relative), content);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _simulation.DisposeAsync();
    }
}
