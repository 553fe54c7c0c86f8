using System.Diagnostics;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
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
/// GET  /api/devices/{id}/history              [{"unixTimeMs","state","reason","explanation","link"}], oldest first
/// POST /api/devices/{id}/commands/{name}      {"args":{…}}  → {"status":"done|refused|failed","result":…,"ms":…}
/// POST /api/devices/{id}/chat                 {"text":"help"}; the answer comes as an event
/// POST /api/publish                           {"node":…,"payload":…}
/// GET  /api/events[?device={id}]              server-sent events: state, pin, telemetry, faults, traffic (of
///                                             that device alone, or of all), message
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
        app.MapGet("/api/devices/{id}/history", (string id) => Answer(
            simulation.History.Of(Device(id).Id).Select(DeviceView.Step)));
        app.MapGet("/api/devices/{id}/commands", (string id) => Answer(DeviceView.Commands(Device(id))));
        app.MapPost("/api/devices/{id}/commands/{name}", RunCommandAsync);
        app.MapPost("/api/devices/{id}/chat", SayAsync);
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

    private async Task<IResult> SayAsync(string id, HttpContext context)
    {
        VirtualDevice device = Device(id);
        string text = RequestBody.Text(
            RequestBody.Member(await RequestBody.ReadAsync(context.Request), "text"), "text");
        IChatter person = Operator() as IChatter ?? throw ApiError.Unavailable("nobody can chat over this link");
        try
        {
            await person.SayAsync(device.Jid, text, context.RequestAborted);
            return Answer(new { status = "done" });
        }
        catch (OperatorException e)
        {
            return Answer(new { status = "failed", result = e.Message });
        }
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
