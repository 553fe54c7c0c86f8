using System.Globalization;
using System.Text.Json;
using HostSim.Devices;
using HostSim.Faults;

namespace HostSim.Api;

/// <summary>What can be made to go wrong, over HTTP.</summary>
/// <remarks>
/// <code>
/// GET  /api/faults                 [{"name","summary","isSwitch","unit","usual","maximum"}]
/// GET  /api/devices/{id}/faults    [{"name","value","endsAt"}], what is on
/// POST /api/devices/{id}/faults    {"fault":"delay","value":200,"durationMs":5000}, both numbers optional;
///                                  {"fault":"delay","on":false} switches it off
/// </code>
/// </remarks>
public sealed class FaultRoutes(Simulation simulation)
{
    private const int LongestMs = 86_400_000;

    /// <summary>Adds the routes.</summary>
    public void Map(WebApplication app)
    {
        app.MapGet("/api/faults", () => Answer(FaultNames.All));
        app.MapGet("/api/devices/{id}/faults", (string id) => Answer(simulation.Device(id).Faults.Active));
        app.MapPost("/api/devices/{id}/faults", ChangeAsync);
    }

    private static IResult Answer(object what) => Results.Json(what, ApiJson.Options);

    private async Task<IResult> ChangeAsync(string id, HttpContext context)
    {
        VirtualDevice device = simulation.Device(id);
        JsonElement body = await RequestBody.ReadAsync(context.Request);
        string name = RequestBody.Text(RequestBody.Member(body, "fault"), "fault");
        FaultSpec spec = FaultNames.Find(name) ?? throw ApiError.Unacceptable(
            $"there is no fault '{name}'; there are {string.Join(", ", FaultNames.All.Select(fault => fault.Name))}");
        if (body.TryGetProperty("on", out JsonElement on) && on.ValueKind == JsonValueKind.False)
        {
            simulation.Faults.End(device, name);
            return Answer(device.Faults.Active);
        }

        int value = spec.Maximum == 0 ? 0 : Number(body, "value", spec.Maximum) ?? spec.Usual;
        int? duration = spec.IsSwitch ? Number(body, "durationMs", LongestMs) : null;
        try
        {
            await simulation.Faults.StartAsync(
                device, spec, value, duration is int ms ? TimeSpan.FromMilliseconds(ms) : null);
        }
        catch (NotSupportedException e)
        {
            throw ApiError.Unavailable($"{name}: {e.Message}");
        }

        return Answer(device.Faults.Active);
    }

    private static int? Number(JsonElement body, string name, int maximum)
    {
        if (!body.TryGetProperty(name, out JsonElement value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            && number > 0 && number <= maximum
            ? number
            : throw ApiError.Unacceptable(
                string.Create(CultureInfo.InvariantCulture, $"\"{name}\" must be a whole number from 1 to {maximum}"));
    }
}
