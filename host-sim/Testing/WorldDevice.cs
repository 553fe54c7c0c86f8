using System.Collections.Concurrent;
using System.Globalization;
using Core.Agent;
using HostSim.Board;
using HostSim.Devices;
using HostSim.Faults;
using HostSim.Operator;

namespace HostSim.Testing;

/// <summary>One device in a test: what it can be told, what can be done to it, and what is expected of it.</summary>
public sealed class WorldDevice
{
    private readonly World _world;
    private readonly VirtualDevice _device;
    private readonly ConcurrentDictionary<string, string> _reported = new(StringComparer.Ordinal);

    internal WorldDevice(World world, VirtualDevice device)
    {
        _world = world;
        _device = device;
    }

    /// <summary>Its id.</summary>
    public string Id => _device.Id;

    /// <summary>The device itself, for what this face does not show.</summary>
    public VirtualDevice Inner => _device;

    /// <summary>One of its pins.</summary>
    /// <exception cref="WorldException">There is none of this number.</exception>
    public WorldPin Pin(int number) => _device.Board.PinMode(number) != Core.Ports.PinMode.None
        ? new WorldPin(this, number, _world.Patience)
        : throw new WorldException($"{Id} has no pin {number}");

    /// <summary>Lets one of its sensors measure this.</summary>
    /// <exception cref="WorldException">There is none of this name.</exception>
    public void Measures(string sensor, double value) =>
        Give(sensor, new ConstantModel((long)Math.Round(value * 1000)));

    /// <summary>Lets one of its sensors fail.</summary>
    /// <exception cref="WorldException">There is none of this name.</exception>
    public void Fails(string sensor) => Give(sensor, new FailingModel());

    /// <summary>Lets the operator run a command on it, and expects that it is done.</summary>
    /// <returns>What it gave.</returns>
    /// <exception cref="WorldException">It was refused, failed, or nobody answered.</exception>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(
        string command, params (string Name, object Value)[] arguments)
    {
        CommandReply reply = await TryAsync(command, arguments);
        return reply.Status == "done"
            ? new Dictionary<string, string>(reply.Result)
            : throw new WorldException($"expected {command} to be done, but it was {reply.Status}: {reply.Note}");
    }

    /// <summary>Lets the operator run a command on it, however that ends.</summary>
    /// <exception cref="WorldException">Nobody answered.</exception>
    public async Task<CommandReply> TryAsync(string command, params (string Name, object Value)[] arguments)
    {
        IOperator person = _world.Simulation.Operator
            ?? throw new WorldException("this world has no operator");
        using CancellationTokenSource limit = new(_world.Patience);
        try
        {
            return await person.RunAsync(_device.Jid, command, arguments.ToDictionary(
                it => it.Name, it => Convert.ToString(it.Value, CultureInfo.InvariantCulture) ?? ""), limit.Token);
        }
        catch (Exception e) when (e is OperatorException or OperationCanceledException)
        {
            throw new WorldException($"{command}: {e.Message}");
        }
    }

    /// <summary>Lets something go wrong; what lasts ends after the duration, or with <see cref="MendAsync"/>.</summary>
    /// <exception cref="WorldException">There is no such fault.</exception>
    public Task BreakAsync(string fault, int? value = null, TimeSpan? duration = null)
    {
        FaultSpec spec = FaultNames.Find(fault) ?? throw new WorldException($"there is no fault '{fault}'");
        return _world.Simulation.Faults.StartAsync(_device, spec, value ?? spec.Usual, duration);
    }

    /// <summary>Ends what was made to go wrong, and waits until the device is online again.</summary>
    /// <exception cref="WorldException">It did not come online.</exception>
    public Task MendAsync(string fault)
    {
        _world.Simulation.Faults.End(_device, fault);
        return ShouldComeOnlineAsync();
    }

    /// <summary>Expects it to come online in its own time.</summary>
    /// <exception cref="WorldException">It did not.</exception>
    public Task ShouldComeOnlineAsync() => ShouldBecomeAsync(AgentState.Online);

    /// <summary>Expects it to reach a state in its own time.</summary>
    /// <exception cref="WorldException">It did not.</exception>
    public Task ShouldBecomeAsync(AgentState state) => Expectation.HoldsAsync(
        () => _device.Status.State == state,
        () => $"{Id} is {_device.Status.State}: {AgentText.Reason(_device.Status.Reason)}",
        $"{Id} to be {state}", _world.Patience);

    /// <summary>Expects it to report a value for this name in its own time.</summary>
    /// <exception cref="WorldException">It did not.</exception>
    public Task ShouldReportAsync(string name, Func<string, bool> expected) => Expectation.HoldsAsync(
        () => _reported.TryGetValue(name, out string? value) && expected(value),
        () => _reported.TryGetValue(name, out string? value) ? $"{name} was {value}" : $"no {name} came",
        $"{Id} to report {name}", _world.Patience);

    /// <summary>Expects it to report this value for this name in its own time.</summary>
    /// <exception cref="WorldException">It did not.</exception>
    public Task ShouldReportAsync(string name, string value) => ShouldReportAsync(name, it => it == value);

    internal void Hear(TelemetryReport report)
    {
        foreach (TelemetryField field in report.Fields)
        {
            _reported[field.Name] = field.Value;
        }
    }

    private void Give(string sensor, SensorModel model)
    {
        if (!_device.Board.SetSensor(sensor, model))
        {
            throw new WorldException($"{Id} has no sensor '{sensor}'");
        }
    }
}
