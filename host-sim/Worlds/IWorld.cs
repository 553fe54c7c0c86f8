using HostSim.Devices;
using HostSim.Operator;

namespace HostSim.Worlds;

/// <summary>The devices of one simulation, who commands them, and the server between them. Whoever uses it ends the
/// devices and the operator first and then the world.</summary>
public interface IWorld : IAsyncDisposable
{
    /// <summary>The devices, in the order of their numbers; all off.</summary>
    IReadOnlyList<VirtualDevice> Devices { get; }

    /// <summary>The operator, not started; null if there is no account for one.</summary>
    IOperator? Operator { get; }

    /// <summary>What there is, in lines for a person.</summary>
    IReadOnlyList<string> Description { get; }
}
