using System.Diagnostics;
using Core.Commands;
using HostSim.Devices;
using HostSim.Operator;

namespace HostSim.Api;

/// <summary>Commands over HTTP: what there is, what they want to know, and running them as the operator.</summary>
/// <remarks>
/// <code>
/// GET  /api/devices/{id}/commands             [{"name","summary","role","arguments":[…]}], the device's definition
/// GET  /api/devices/{id}/commands/{name}      {"name","summary","from":"device|definition","fields":[{"name","label",
///                                             "type":"integer|text","required","minimum","maximum"}]}: the form that
///                                             the device sends over its link, or, where the link has no forms or the
///                                             command no arguments, the definition
/// POST /api/devices/{id}/commands/{name}      {"args":{…}}  → {"status":"done|refused|failed","result":…,"ms":…}
/// </code>
/// </remarks>
public sealed class CommandRoutes(Simulation simulation)
{
    private static readonly TimeSpan CommandTime = TimeSpan.FromSeconds(20);

    /// <summary>Adds the routes.</summary>
    public void Map(WebApplication app)
    {
        app.MapGet("/api/devices/{id}/commands", (string id) => Answer(DeviceView.Commands(simulation.Device(id))));
        app.MapGet("/api/devices/{id}/commands/{name}", FormAsync);
        app.MapPost("/api/devices/{id}/commands/{name}", RunCommandAsync);
    }

    private static IResult Answer(object? what) => Results.Json(what, ApiJson.Options);

    private async Task<IResult> FormAsync(string id, string name, HttpContext context)
    {
        VirtualDevice device = simulation.Device(id);
        CommandSpec spec = device.Status.Commands.FirstOrDefault(command => command.Name == name)
            ?? throw ApiError.Unknown($"{id} has no command '{name}'");

        // Asking for a command without arguments would run it (XEP-0050 §3.2).
        if (spec.Arguments.Length == 0 || simulation.Operator is not IFormReader reader)
        {
            return Answer(DeviceView.Form(spec));
        }

        using CancellationTokenSource limit =
            CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(CommandTime);
        try
        {
            CommandForm form = await reader.FormAsync(device.Jid, name, limit.Token);
            return Answer(new { name, summary = form.Instructions, from = "device", form.Fields });
        }
        catch (OperatorException e)
        {
            throw ApiError.Unavailable($"{id}: {e.Message}");
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw ApiError.Unavailable($"{id}: no answer within {CommandTime.TotalSeconds} s");
        }
    }

    private async Task<IResult> RunCommandAsync(string id, string name, HttpContext context)
    {
        VirtualDevice device = simulation.Device(id);
        IReadOnlyDictionary<string, string> arguments = RequestBody.Arguments(
            await RequestBody.ReadAsync(context.Request));
        IOperator person = simulation.Person();
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
}
