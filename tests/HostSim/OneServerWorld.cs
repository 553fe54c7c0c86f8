using HostSim;
using HostSim.Devices;
using HostSim.Network;
using HostSim.Operator;
using HostSim.Worlds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tests.HostSim;

/// <summary>Three devices that are off, and a server that counts how often it is restarted.</summary>
internal sealed class OneServerWorld : IWorld, IServerFaults
{
    public int Restarts { get; private set; }

    public IReadOnlyList<VirtualDevice> Devices { get; } =
    [
        .. Enumerable.Range(1, 3).Select(number => new DeviceMaker(
            new SimulationOptions { Seed = 1 }, Trust.System, NullLoggerFactory.Instance).Make(
            $"sim-{number}", new ImipDeviceAccount("127.0.0.1", 1, "localhost", $"sim-{number}", "secret", null))),
    ];

    public IOperator? Operator => null;

    public IReadOnlyList<string> Description => [];

    public Task RestartAsync()
    {
        Restarts++;
        return Task.CompletedTask;
    }

    public void RefusePassword(string id) => throw new NotSupportedException();

    public void TakePassword(string id) => throw new NotSupportedException();

    public async ValueTask DisposeAsync()
    {
        foreach (VirtualDevice device in Devices)
        {
            await device.DisposeAsync();
        }
    }
}
