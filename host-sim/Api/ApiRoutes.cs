using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using HostSim.Devices;
using HostSim.Operator;
using HostSim.Operator.Push;

namespace HostSim.Api;

/// <summary>The HTTP API. Scripts rely on it: members may be added, none changes or goes.</summary>
/// <remarks>
/// <code>
/// GET  /healthz                               {"status":"ok","devices":1,"can":["chat","publish","push"]}
/// GET  /api/devices                           [{"id","state","link",…}]
/// GET  /api/devices/{id}                      the same with pins, sensors, health, connection
/// GET  /api/devices/{id}/traffic              the last pieces of conversation, secrets masked
/// GET  /api/devices/{id}/history              [{"unixTimeMs","state","reason","explanation","link"}], oldest first
/// POST /api/devices/{id}/chat                 {"text":"help"}; the answer comes as an event
/// POST /api/publish                           {"node":…,"payload":…}
/// POST /api/push                              {"device":…,"payload":{…}} over the provider API, and what it says;
///                                             also "topic", "type", "priority", "expires" (s), "collapseId"
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
        app.MapGet("/healthz", () => Answer(new
        {
            status = "ok", devices = simulation.Devices.Count, can = Abilities(),
        }));
        app.MapGet("/api/devices", () => Answer(simulation.Devices.Select(DeviceView.Short)));
        app.MapGet("/api/devices/{id}", (string id) => Answer(DeviceView.Full(simulation.Device(id))));
        app.MapGet("/api/devices/{id}/traffic", (string id) => Answer(simulation.Device(id).Traffic.Recent));
        app.MapGet("/api/devices/{id}/history", (string id) => Answer(
            simulation.History.Of(simulation.Device(id).Id).Select(DeviceView.Step)));
        app.MapPost("/api/devices/{id}/chat", SayAsync);
        app.MapPost("/api/publish", (Delegate)PublishAsync);
        app.MapPost("/api/push", (Delegate)PushAsync);
        app.MapGet("/api/events", context =>
            EventRoute.SendAsync(context, simulation.Events, app.Lifetime.ApplicationStopping));
    }

    private static IResult Answer(object? what) => Results.Json(what, ApiJson.Options);

    private IEnumerable<string> Abilities()
    {
        (string Name, object? Who)[] all =
        [
            ("chat", simulation.Operator as IChatter),
            ("publish", simulation.Operator as IPublisher),
            ("push", simulation.Pusher),
        ];
        return all.Where(ability => ability.Who is not null).Select(ability => ability.Name);
    }

    private async Task<IResult> SayAsync(string id, HttpContext context)
    {
        VirtualDevice device = simulation.Device(id);
        string text = RequestBody.Text(
            RequestBody.Member(await RequestBody.ReadAsync(context.Request), "text"), "text");
        IChatter person = simulation.Person() as IChatter
            ?? throw ApiError.Unavailable("nobody can chat over this link");
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
        IPublisher publisher = simulation.Person() as IPublisher
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

    private async Task<IResult> PushAsync(HttpContext context)
    {
        JsonElement body = await RequestBody.ReadAsync(context.Request);
        IPusher pusher = simulation.Pusher
            ?? throw ApiError.Unavailable("this link has no provider API: start with --link courier");
        PushMessage message = PushBody.Read(body);
        _ = simulation.Device(message.Device);
        using CancellationTokenSource limit =
            CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(CommandTime);
        try
        {
            PushAnswer answer = await pusher.PushAsync(message, limit.Token);
            return Answer(new
            {
                status = answer.IsAccepted ? "done" : "refused", code = answer.Status, answer.Reason, answer.Id,
            });
        }
        catch (OperatorException e)
        {
            return Answer(new { status = "failed", code = 0, reason = e.Message, id = "" });
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
