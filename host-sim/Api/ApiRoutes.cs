using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using HostSim.Board;
using HostSim.Devices;
using HostSim.Operator;

namespace HostSim.Api;

/// <summary>The HTTP API. Scripts rely on it: members may be added, none changes or goes.</summary>
/// <remarks>
/// <code>
/// GET  /healthz                               {"status":"ok",…}
/// GET  /api/devices                           [{"id","state","link",…}]
/// GET  /api/devices/{id}                      the same with pins, sensors, health, connection
/// GET  /api/devices/{id}/commands             [{"name","summary","arguments":[…]}]
/// GET  /api/devices/{id}/traffic              the last pieces of conversation, secrets masked
/// POST /api/devices/{id}/commands/{name}      {"args":{…}}  → {"status":"done|refused|failed","result":…,"ms":…}
/// POST /api/devices/{id}/pins/{n}             {"value":1}
/// POST /api/devices/{id}/sensors/{name}       {"value":30.5}, null for a sensor that fails
/// POST /api/publish                           {"node":…,"payload":…}
/// GET  /api/events[?device={id}]              server-sent events: state, pin, telemetry, traffic (of that device
///                                             alone, or of all), message
/// errors                                      {"error":"…"} with 400, 404, 405, 409, 413, 415 or 422
/// </code>
/// </remarks>
public sealed class ApiRoutes(Simulation simulation)
{
    private static readonly TimeSpan CommandTime = TimeSpan.FromSeconds(20);

    /// <summary>Adds the routes.</summary>
    public void Map(WebApplication app)
    {
        app.MapGet("/healthz", () => Answer(new { status = "ok", devices = simulation.Devices.Count }));
        app.MapGet("/api/devices", () => Answer(simulation.Devices.Select(DeviceView.Short)));
        app.MapGet("/api/devices/{id}", (string id) => Answer(DeviceView.Full(Device(id))));
        app.MapGet("/api/devices/{id}/traffic", (string id) => Answer(Device(id).Traffic.Recent));
        app.MapGet("/api/devices/{id}/commands", (string id) => Answer(DeviceView.Commands(Device(id))));
        app.MapPost("/api/devices/{id}/commands/{name}", RunCommandAsync);
        app.MapPost("/api/devices/{id}/pins/{number}", DrivePinAsync);
        app.MapPost("/api/devices/{id}/sensors/{name}", SetSensorAsync);
        app.MapPost("/api/publish", (Delegate)PublishAsync);
        app.MapGet("/api/events", context =>
            EventRoute.SendAsync(context, simulation.Events, app.Lifetime.ApplicationStopping));
    }

    private static IResult Answer(object? what) => Results.Json(what, ApiJson.Options);

    private VirtualDevice Device(string id) =>
        simulation.Find(id) ?? throw ApiError.Unknown($"there is no device '{id}'");

    private IOperator Operator() => simulation.Operator ?? throw ApiError.Unavailable(
        "there is no operator account: start with --operator and --operator-password-file");

    private async Task<IResult> RunCommandAsync(string id, string name, HttpContext context)
    {
        VirtualDevice device = Device(id);
        IReadOnlyDictionary<string, string> arguments = RequestBody.Arguments(
            await RequestBody.ReadAsync(context.Request));
        IOperator person = Operator();
        using CancellationTokenSource limit =
            CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(CommandTime);
        long start = Stopwatch.GetTimestamp();
        CommandReply reply;
        try
        {
            reply = await person.RunAsync(device.Jid, name, arguments, limit.Token);
        }
        catch (OperatorException e)
        {
            reply = new CommandReply("failed", [], e.Message, "");
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            reply = new CommandReply("failed", [], $"no answer within {CommandTime.TotalSeconds} s", "");
        }

        return Show(reply, id, name, Stopwatch.GetElapsedTime(start));
    }

    private static IResult Show(CommandReply reply, string id, string name, TimeSpan took) => reply.Condition switch
    {
        "item-not-found" => throw ApiError.Unknown($"{id} has no command '{name}'"),
        "bad-request" or "not-acceptable" => throw ApiError.Unacceptable($"{name}: {reply.Note}"),
        _ => Answer(new
        {
            status = reply.Status,
            result = CommandResult.Of(reply),
            ms = Math.Round(took.TotalMilliseconds, 1),
        }),
    };

    private async Task<IResult> DrivePinAsync(string id, string number, HttpContext context)
    {
        VirtualBoard board = Device(id).Board;
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
        VirtualBoard board = Device(id).Board;
        long? reading = RequestBody.Reading(
            RequestBody.Member(await RequestBody.ReadAsync(context.Request), "value"));
        int index = board.IndexOfSensor(name);
        if (index < 0)
        {
            throw ApiError.Unknown($"{id} has no sensor '{name}'");
        }

        SensorSpec spec = board.Map.Sensors[index];
        if (reading < spec.Minimum || reading > spec.Maximum)
        {
            throw ApiError.Unacceptable(
                $"{name} shows {spec.Minimum / 1000m} to {spec.Maximum / 1000m} {spec.Unit}");
        }

        board.SetSensor(name, reading is long value ? new ConstantModel(value) : new FailingModel());
        return Answer(new { name, value = reading / 1000m, unit = spec.Unit });
    }

    private async Task<IResult> PublishAsync(HttpContext context)
    {
        JsonElement body = await RequestBody.ReadAsync(context.Request);
        string node = RequestBody.Text(RequestBody.Member(body, "node"), "node");
        XElement payload = Payload(RequestBody.Member(body, "payload"));
        IPublisher publisher = Operator() as IPublisher
            ?? throw ApiError.Unavailable("this link has no nodes to publish on");
        using CancellationTokenSource limit =
            CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(CommandTime);
        try
        {
            await publisher.PublishAsync(node, payload, limit.Token);
            return Answer(new { status = "done", node });
        }
        catch (OperatorException e)
        {
            return Answer(new { status = e.Condition == "forbidden" ? "refused" : "failed", node, result = e.Message });
        }
    }

    // XML goes as it is; any other JSON in the container of XEP-0335.
    private static XElement Payload(JsonElement payload)
    {
        if (payload.ValueKind != JsonValueKind.String)
        {
            return new XElement(XName.Get("json", "urn:xmpp:json:0"), payload.GetRawText());
        }

        try
        {
            return XElement.Parse(RequestBody.Text(payload, "payload"));
        }
        catch (XmlException e)
        {
            throw ApiError.Unacceptable($"\"payload\" is no XML: {e.Message}");
        }
    }
}
