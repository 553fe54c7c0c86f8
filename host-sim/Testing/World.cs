using HostSim.Devices;
using HostSim.Operator;
using Microsoft.Extensions.Logging.Abstractions;

namespace HostSim.Testing;

/// <summary>Devices, their server and an operator in one test, with nothing to configure and no board.</summary>
/// <remarks>
/// <code>
/// await using World world = await World.StartAsync();
/// await world.Device("sim-1").RunAsync("pin.write", ("pin", 2), ("value", 1));
/// world.Device("sim-1").Pin(2).ShouldBeHigh();
/// </code>
/// </remarks>
public sealed class World : IAsyncDisposable
{
    private readonly Simulation _simulation;

    private World(Simulation simulation, TimeSpan patience)
    {
        _simulation = simulation;
        Patience = patience;
        Devices = [.. simulation.Devices.Select(device => new WorldDevice(this, device))];
        if (simulation.Operator is IOperator person)
        {
            person.Reported += Hear;
        }
    }

    /// <summary>How long expectations wait for what a device does in its own time.</summary>
    public TimeSpan Patience { get; }

    /// <summary>The devices, in the order of their numbers.</summary>
    public IReadOnlyList<WorldDevice> Devices { get; }

    internal Simulation Simulation => _simulation;

    /// <summary>Starts a world and waits until all its devices are online.</summary>
    /// <param name="options">What is in it; one device over XMPP if nothing is said.</param>
    /// <param name="patience">How long expectations wait; 30 seconds if nothing is said.</param>
    /// <exception cref="WorldException">A device did not come online.</exception>
    public static async Task<World> StartAsync(SimulationOptions? options = null, TimeSpan? patience = null)
    {
        Simulation simulation = await Simulation.CreateAsync(
            options ?? new SimulationOptions { Seed = 1 }, NullLoggerFactory.Instance);
        World world = new(simulation, patience ?? TimeSpan.FromSeconds(30));
        simulation.Start();
        try
        {
            foreach (WorldDevice device in world.Devices)
            {
                await device.ShouldComeOnlineAsync();
            }

            if (simulation.Operator is OperatorClient client)
            {
                await Expectation.HoldsAsync(() => client.IsListening, () => client.Trouble ?? "it is not",
                    "the operator to listen", world.Patience);
            }

            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>The device of this id.</summary>
    /// <exception cref="WorldException">There is none.</exception>
    public WorldDevice Device(string id) => Devices.FirstOrDefault(device => device.Id == id)
        ?? throw new WorldException(
            $"there is no device '{id}', only {string.Join(", ", Devices.Select(it => it.Id))}");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _simulation.DisposeAsync();

    private void Hear(TelemetryReport report) =>
        Devices.FirstOrDefault(device => device.Id == report.Device)?.Hear(report);
}
