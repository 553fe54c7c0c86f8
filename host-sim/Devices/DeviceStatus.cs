using Core;
using Core.Agent;
using Core.Commands;

namespace HostSim.Devices;

/// <summary>The agent's counters at one moment.</summary>
/// <param name="StartedAt">When it started, in ms of the device's monotonic clock.</param>
/// <param name="Starts">Starts of the device, this one included.</param>
/// <param name="Reconnects">Connections opened after the first.</param>
/// <param name="Handshakes">TLS handshakes that succeeded.</param>
/// <param name="BytesUp">Bytes said, before TLS.</param>
/// <param name="BytesDown">Bytes heard, after TLS.</param>
/// <param name="Commands">Commands that ran.</param>
/// <param name="Refused">Commands that were refused.</param>
/// <param name="Dropped">Reports dropped because there was no room.</param>
/// <param name="LastNumber">Number of the newest report or result that the agent accepted.</param>
public sealed record DeviceHealth(
    long StartedAt, uint Starts, int Reconnects, int Handshakes, long BytesUp, long BytesDown, int Commands,
    int Refused, int Dropped, uint LastNumber);

/// <summary>What the agent says of itself at one moment, safe to look at from any thread.</summary>
/// <param name="State">Its state.</param>
/// <param name="Reason">Why it is not online; none if it is.</param>
/// <param name="Link">Name of the link in use; <c>none</c> while it is down.</param>
/// <param name="Health">Its counters; null before it has said anything.</param>
/// <param name="Commands">What it can be told to do.</param>
public sealed record DeviceStatus(
    AgentState State, Fault Reason, string Link, DeviceHealth? Health, IReadOnlyList<CommandSpec> Commands)
{
    /// <summary>When the standing link is tried next, in ms of the device's clock; null while it is up or being
    /// tried.</summary>
    public long? NextTryAt { get; init; }

    /// <summary>Before the agent has said anything.</summary>
    public static DeviceStatus Initial { get; } = new(AgentState.Offline, Fault.None, "none", null, []);

    /// <summary>What this agent says now. To be called by the agent's own driver only.</summary>
    internal static DeviceStatus Of(AgentCore core, long now)
    {
        Health health = core.Health;
        bool isUp = core.State is AgentState.Online or AgentState.Degraded;
        return new DeviceStatus(core.State, core.Reason, isUp ? core.LinkName : "none",
            new DeviceHealth(now - health.UptimeMs, health.Starts, health.Reconnects, health.Handshakes,
                health.BytesUp, health.BytesDown, health.Commands, health.Refused, core.Dropped, core.LastNumber),
            core.Commands.Commands)
        {
            NextTryAt = core.NextTryAt == Engine.Never ? null : core.NextTryAt,
        };
    }
}
