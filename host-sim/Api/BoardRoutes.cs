using System.Globalization;
using System.Text.Json;
using HostSim.Board;

namespace HostSim.Api;

/// <summary>The board as a person's hands reach it, over HTTP.</summary>
/// <remarks>
/// <code>
/// POST /api/devices/{id}/pins/{n}         {"value":1}
/// POST /api/devices/{id}/sensors/{name}   {"value":30.5}, null for a sensor that fails; or a model:
///      {"model":"constant","value":30.5}                                    always the same
///      {"model":"noise","value":30.5,"noise":0.5}                           a new value each second
///      {"model":"day","value":21,"swing":4,"dayMs":600000,"noise":0.05}     a sine over a day, noise if wanted
///      {"model":"failing"}                                                  no answer
/// </code>
/// </remarks>
public sealed class BoardRoutes(Simulation simulation)
{
    private const int ShortestDayMs = 10_000;
    private const int LongestDayMs = 86_400_000;
    private const int NoiseStepMs = 1_000;

    /// <summary>Adds the routes.</summary>
    public void Map(WebApplication app)
    {
        app.MapPost("/api/devices/{id}/pins/{number}", DrivePinAsync);
        app.MapPost("/api/devices/{id}/sensors/{name}", SetSensorAsync);
    }

    private static IResult Answer(object what) => Results.Json(what, ApiJson.Options);

    private async Task<IResult> DrivePinAsync(string id, string number, HttpContext context)
    {
        VirtualBoard board = simulation.Device(id).Board;
        int level = RequestBody.Level(RequestBody.Member(await RequestBody.ReadAsync(context.Request), "value"));
        bool isNumber = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int pin);
        if (!isNumber || board.PinMode(pin) == Core.Ports.PinMode.None)
        {
            throw ApiError.Unknown($"{id} has no pin '{number}'");
        }

        if (!board.DriveInput(pin, level))
        {
            throw ApiError.Unacceptable($"pin {pin} is an output: only the device moves it (command pin.write)");
        }

        return Answer(new { number = pin, value = board.ReadPin(pin) });
    }

    private async Task<IResult> SetSensorAsync(string id, string name, HttpContext context)
    {
        VirtualBoard board = simulation.Device(id).Board;
        JsonElement body = await RequestBody.ReadAsync(context.Request);
        int index = board.IndexOfSensor(name);
        if (index < 0)
        {
            throw ApiError.Unknown($"{id} has no sensor '{name}'");
        }

        SensorSpec spec = board.Map.Sensors[index];
        board.SetSensor(name, ModelIn(body, spec, board.Map.Seed + index));
        long reading = board.ReadSensor(index);
        return Answer(new
        {
            name,
            value = reading == Core.Ports.Sensor.Absent ? (decimal?)null : reading / 1000m,
            unit = spec.Unit,
            model = board.ModelOf(index).Name,
        });
    }

    private static SensorModel ModelIn(JsonElement body, SensorSpec spec, int seed)
    {
        string kind = body.TryGetProperty("model", out JsonElement model)
            ? RequestBody.Text(model, "model") : "constant";
        if (kind == "failing")
        {
            return new FailingModel();
        }

        if (RequestBody.Reading(RequestBody.Member(body, "value")) is not long value)
        {
            return new FailingModel();
        }

        if (value < spec.Minimum || value > spec.Maximum)
        {
            throw ApiError.Unacceptable(
                $"{spec.Name} shows {spec.Minimum / 1000m} to {spec.Maximum / 1000m} {spec.Unit}");
        }

        SensorModel under = kind switch
        {
            "constant" or "noise" => new ConstantModel(value),
            "day" => new DayCurveModel(value, Extra(body, "swing", spec), DayMs(body)),
            _ => throw ApiError.Unacceptable($"\"model\" is constant, noise, day or failing, not '{kind}'"),
        };
        long noise = kind == "constant" ? 0 : Extra(body, "noise", spec);
        return noise == 0 ? under : new NoiseModel(under, noise, seed, NoiseStepMs);
    }

    // As far as the sensor's range reaches, and not beyond.
    private static long Extra(JsonElement body, string name, SensorSpec spec)
    {
        long value = body.TryGetProperty(name, out JsonElement given) ? RequestBody.Reading(given) ?? 0 : 0;
        return value >= 0 && value <= spec.Maximum - spec.Minimum
            ? value
            : throw ApiError.Unacceptable(
                $"\"{name}\" must be from 0 to {(spec.Maximum - spec.Minimum) / 1000m} {spec.Unit}");
    }

    private static long DayMs(JsonElement body)
    {
        if (!body.TryGetProperty("dayMs", out JsonElement given))
        {
            return DayCurveModel.FullDayMs;
        }

        return given.ValueKind == JsonValueKind.Number && given.TryGetInt32(out int ms)
            && ms is >= ShortestDayMs and <= LongestDayMs
            ? ms
            : throw ApiError.Unacceptable($"\"dayMs\" must be a whole number from {ShortestDayMs} to {LongestDayMs}");
    }
}
