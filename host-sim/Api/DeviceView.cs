using Core.Agent;
using Core.Commands;
using Core.Ports;
using HostSim.Board;
using HostSim.Devices;
using HostSim.Network;
using HostSim.Operator;

namespace HostSim.Api;

/// <summary>A device as the API shows it.</summary>
public static class DeviceView
{
    /// <summary>In a few words, for a list.</summary>
    public static Dictionary<string, object?> Short(VirtualDevice device) => Describe(device, device.Status);

    /// <summary>With pins, sensors, health and what its connection cost.</summary>
    public static Dictionary<string, object?> Full(VirtualDevice device)
    {
        Dictionary<string, object?> view = Short(device);
        view["pins"] = Pins(device.Board);
        view["sensors"] = Sensors(device.Board);
        view["faults"] = device.Faults.Active;
        view["health"] = device.Status.Health is DeviceHealth health ? Health(device, health) : new { };
        if (device.Connection is ConnectionTap connection)
        {
            view["connection"] = new
            {
                application = connection.Application.Cost,
                transport = connection.Transport.Cost,
                login = connection.Login is (Cost application, Cost transport)
                    ? new { application, transport }
                    : null,
            };
        }

        return view;
    }

    /// <summary>What the device can be told to do, as it describes it itself.</summary>
    public static IEnumerable<object> Commands(VirtualDevice device) => device.Status.Commands.Select(command => new
    {
        name = command.Name,
        summary = command.Summary,
        role = ApiJson.Word(command.Role),
        arguments = command.Arguments.Select(argument => new
        {
            name = argument.Name,
            type = ApiJson.Word(argument.Type),
            minimum = argument.Minimum,
            maximum = argument.Maximum,
            optional = argument.Optional,
        }),
    });

    /// <summary>A command's definition as the form that it amounts to.</summary>
    public static object Form(CommandSpec command) => new
    {
        name = command.Name,
        summary = command.Summary,
        from = "definition",
        fields = command.Arguments.Select(argument => argument.Type == ArgumentType.Integer
            ? new CommandField(
                argument.Name, "", "integer", !argument.Optional, argument.Minimum, argument.Maximum)
            : new CommandField(argument.Name, "", "text", !argument.Optional, null, null)),
    };

    /// <summary>A step in a device's life.</summary>
    public static object Step(StateStep step) => new
    {
        unixTimeMs = step.UnixTimeMs,
        state = ApiJson.Word(step.Status.State),
        reason = ApiJson.Word(step.Status.Reason),
        explanation = AgentText.Reason(step.Status.Reason),
        link = step.Status.Link,
    };

    /// <summary>A change of state as an event tells it.</summary>
    public static Dictionary<string, object?> Describe(VirtualDevice device, DeviceStatus status) => new()
    {
        ["id"] = device.Id,
        ["state"] = ApiJson.Word(status.State),
        ["reason"] = ApiJson.Word(status.Reason),
        ["explanation"] = AgentText.Reason(status.Reason),
        ["link"] = status.Link,
        ["jid"] = device.Jid,
        ["model"] = device.Board.Model,
        ["retryInMs"] = status.NextTryAt is long at ? Math.Max(0, at - device.Clock.Now) : null,
    };

    private static object Health(VirtualDevice device, DeviceHealth health) => new
    {
        uptime = (device.Clock.Now - health.StartedAt) / 1000,
        memoryFree = device.Board.FreeMemory,
        starts = health.Starts,
        startReason = device.Board.RestartReason,
        reconnects = health.Reconnects,
        handshakes = health.Handshakes,
        bytesUp = health.BytesUp,
        bytesDown = health.BytesDown,
        commands = health.Commands,
        refused = health.Refused,
        dropped = health.Dropped,
    };

    private static List<object> Pins(VirtualBoard board) =>
    [
        .. board.Map.Pins.Select(pin => new
        {
            number = pin.Number,
            mode = ApiJson.Word(pin.Mode),
            value = board.ReadPin(pin.Number),
            label = pin.Label,
        }),
    ];

    private static List<object> Sensors(VirtualBoard board) =>
    [
        .. board.Map.Sensors.Select((sensor, index) => new
        {
            name = sensor.Name,
            value = Reading(board.ReadSensor(index)),
            unit = sensor.Unit,
            minimum = sensor.Minimum / 1000m,
            maximum = sensor.Maximum / 1000m,
            model = board.ModelOf(index).Name,
        }),
    ];

    private static decimal? Reading(long thousandths) =>
        thousandths == Sensor.Absent ? null : thousandths / 1000m;
}
