using System.Collections.Concurrent;

namespace HostSim.Devices;

/// <summary>One step in a device's life.</summary>
/// <param name="UnixTimeMs">When.</param>
/// <param name="Status">How it was from then on.</param>
public sealed record StateStep(long UnixTimeMs, DeviceStatus Status);

/// <summary>The last steps of each device, for whoever looks later. Safe to use from any thread.</summary>
public sealed class StateHistory(TimeProvider? time = null)
{
    /// <summary>Steps kept of a device: what a person scrolls through.</summary>
    public const int MaxSteps = 100;

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ConcurrentDictionary<string, Queue<StateStep>> _steps = new(StringComparer.Ordinal);

    /// <summary>Notes a step.</summary>
    public void Add(string device, DeviceStatus status)
    {
        Queue<StateStep> steps = _steps.GetOrAdd(device, _ => new());
        lock (steps)
        {
            steps.Enqueue(new StateStep(_time.GetUtcNow().ToUnixTimeMilliseconds(), status));
            if (steps.Count > MaxSteps)
            {
                steps.Dequeue();
            }
        }
    }

    /// <summary>The steps of a device, oldest first.</summary>
    public IReadOnlyList<StateStep> Of(string device)
    {
        if (!_steps.TryGetValue(device, out Queue<StateStep>? steps))
        {
            return [];
        }

        lock (steps)
        {
            return [.. steps];
        }
    }
}
