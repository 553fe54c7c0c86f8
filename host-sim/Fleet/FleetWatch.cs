using Core.Agent;
using HostSim.Devices;

namespace HostSim.Fleet;

/// <summary>Watches the devices of a fleet come and go. Safe to use from any thread.</summary>
internal sealed class FleetWatch
{
    private readonly FleetClock _clock;
    private readonly IReadOnlyList<VirtualDevice> _devices;
    private readonly Lock _gate = new();
    private readonly Dictionary<VirtualDevice, Place> _places = [];
    private double? _returnedAt;

    /// <summary>Watches these devices, which are off.</summary>
    public FleetWatch(IReadOnlyList<VirtualDevice> devices, FleetClock clock)
    {
        _clock = clock;
        _devices = devices;
        foreach (VirtualDevice device in devices)
        {
            _places.Add(device, new Place());
            device.StateChanged += Note;
        }
    }

    /// <summary>How many are online now.</summary>
    public int Online { get; private set; }

    /// <summary>Seconds from power on to online.</summary>
    public Measurements TimesToOnline { get; } = new();

    /// <summary>Seconds from the server's return to being online again.</summary>
    public Measurements Reconnects { get; } = new();

    /// <summary>How often a device that was online no longer was.</summary>
    public int Losses { get; private set; }

    /// <summary>How often an agent failed and its watchdog started it again: must be zero.</summary>
    public int Crashes => _devices.Count(device => device.Board.RestartReason == "watchdog");

    /// <summary>Switches the device of this index on.</summary>
    public void Start(int index)
    {
        VirtualDevice device = _devices[index];
        lock (_gate)
        {
            _places[device].StartedAt = _clock.Seconds;
        }

        device.Start();
    }

    /// <summary>The server died: everybody has to come back.</summary>
    public void ServerDied()
    {
        lock (_gate)
        {
            foreach (Place place in _places.Values)
            {
                place.IsAwaited = true;
            }
        }
    }

    /// <summary>The server is back: from now on they can.</summary>
    public void ServerReturned()
    {
        lock (_gate)
        {
            _returnedAt = _clock.Seconds;
        }
    }

    private void Note(VirtualDevice device, DeviceStatus status)
    {
        bool isOnline = status.State == AgentState.Online;
        lock (_gate)
        {
            Place place = _places[device];
            if (isOnline == place.IsOnline)
            {
                return;
            }

            place.IsOnline = isOnline;
            Online += isOnline ? 1 : -1;
            Losses += isOnline ? 0 : 1;
            if (isOnline)
            {
                Measure(place);
            }
        }
    }

    private void Measure(Place place)
    {
        if (place.StartedAt is double start)
        {
            place.StartedAt = null;
            TimesToOnline.Add(_clock.Seconds - start);
        }

        if (place.IsAwaited && _returnedAt is double back)
        {
            place.IsAwaited = false;
            Reconnects.Add(_clock.Seconds - back);
        }
    }

    private sealed class Place
    {
        public bool IsOnline { get; set; }

        // Null once it has been online.
        public double? StartedAt { get; set; }

        // The server died and the device has not come back yet.
        public bool IsAwaited { get; set; }
    }
}
