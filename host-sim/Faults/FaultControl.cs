using HostSim.Devices;
using HostSim.Worlds;

namespace HostSim.Faults;

/// <summary>Makes things go wrong with the devices of one world, and right again when their time is over.</summary>
public sealed class FaultControl(IWorld world) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _endings = [];
    private readonly SemaphoreSlim _restarting = new(1);

    /// <summary>Makes it go wrong. What lasts ends after <paramref name="duration"/>, or when it is switched
    /// off.</summary>
    /// <exception cref="NotSupportedException">This world cannot do that; the message says why.</exception>
    public async Task StartAsync(VirtualDevice device, FaultSpec spec, int value, TimeSpan? duration)
    {
        if (!spec.IsSwitch)
        {
            await HappenAsync(device, spec.Name, value);
            return;
        }

        if (spec.Name == FaultNames.Password)
        {
            Server().RefusePassword(device.Id);
        }

        device.Faults.TurnOn(spec, value, duration);
        if (duration is TimeSpan time)
        {
            ActiveFault fault = device.Faults.Active.First(active => active.Name == spec.Name);
            lock (_endings)
            {
                _endings.RemoveAll(ending => ending.IsCompleted);
                _endings.Add(EndLaterAsync(device, fault, time));
            }
        }
    }

    /// <summary>Switches off what lasts.</summary>
    public void End(VirtualDevice device, string name)
    {
        if (name == FaultNames.Password && device.Faults.IsOn(name))
        {
            // Whoever mends a password also switches the board off and on: it would look again in an hour.
            Server().TakePassword(device.Id);
            device.Reboot("power");
        }

        device.Faults.TurnOff(name);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_endings);
        _stop.Dispose();
    }

    private async Task EndLaterAsync(VirtualDevice device, ActiveFault fault, TimeSpan time)
    {
        await Task.Delay(time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // It may have been switched off and on again meanwhile.
        if (!_stop.IsCancellationRequested && device.Faults.Active.Contains(fault))
        {
            End(device, fault.Name);
        }
    }

    private async Task HappenAsync(VirtualDevice device, string name, int value)
    {
        switch (name)
        {
            case FaultNames.Link:
                device.Faults.Cut();
                break;
            case FaultNames.Flip:
                device.Faults.FlipNext();
                break;
            case FaultNames.Handshake:
                device.Faults.FreezeNextHandshake(value);
                break;
            case FaultNames.Clock:
                device.Clock.Leap(value);
                break;
            case FaultNames.Reboot:
                device.Reboot("power");
                break;
            default:
                await RestartAsync();
                break;
        }
    }

    // Two restarts at once would want the same ports.
    private async Task RestartAsync()
    {
        await _restarting.WaitAsync(_stop.Token);
        try
        {
            await Server().RestartAsync();
        }
        finally
        {
            _restarting.Release();
        }
    }

    private IServerFaults Server() => world as IServerFaults
        ?? throw new NotSupportedException("the server is not ours to break");
}
