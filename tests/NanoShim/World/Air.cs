using System.Collections.Concurrent;

namespace Tests.NanoShim.World;

/// <summary>How a join ended.</summary>
public enum Joined
{
    /// <summary>With an address.</summary>
    Yes = 0,

    /// <summary>The access point is not there.</summary>
    NotThere = 1,

    /// <summary>Wrong password.</summary>
    WrongPassword = 2,

    /// <summary>The radio did not manage it.</summary>
    Failed = 3,
}

/// <summary>The access point, its DHCP and its clock, and the radio's way to them.</summary>
public sealed class Air
{
    // A scan of one channel and a four-way handshake.
    private const int JoinMs = 800;

    // What DHCP takes after that.
    private const int AddressMs = 300;

    // The radio's own next try after it lost the access point.
    private const int RejoinMs = 2_500;

    private readonly NanoWorld _world;
    private readonly ConcurrentDictionary<object, Action<bool>> _listeners = [];
    private bool _wantsBack;

    internal Air(NanoWorld world) => _world = world;

    /// <summary>Name of the network.</summary>
    public string Ssid { get; set; } = "workshop";

    /// <summary>Its password.</summary>
    public string Password { get; set; } = "correct horse";

    /// <summary>The access point is switched on.</summary>
    public bool IsOn { get; private set; } = true;

    /// <summary>The radio finds its way back by itself, as newer firmware does.</summary>
    public bool RejoinsByItself { get; set; } = true;

    /// <summary>Someone answers who asks for the time.</summary>
    public bool TellsTime { get; set; } = true;

    /// <summary>The device is in the network and has an address.</summary>
    public bool IsJoined { get; private set; }

    /// <summary>How often it joined.</summary>
    public int Joins { get; private set; }

    /// <summary>From now on the device hears whether there is a network; without <paramref name="changed"/> not any
    /// more.</summary>
    public void Listen(object listener, Action<bool>? changed)
    {
        if (changed is null)
        {
            _listeners.TryRemove(listener, out _);
        }
        else
        {
            _listeners[listener] = changed;
        }
    }

    /// <summary>Joins, as the firmware asks for it.</summary>
    public Joined Join(Boot boot, string ssid, string password, bool comesBack)
    {
        ArgumentNullException.ThrowIfNull(boot);
        boot.Sleep(JoinMs);
        if (!IsOn || ssid != Ssid)
        {
            _wantsBack = comesBack && ssid == Ssid;
            return Joined.NotThere;
        }

        if (password != Password)
        {
            return Joined.WrongPassword;
        }

        if (boot.World.Faults.Strikes("Wifi.Join"))
        {
            return Joined.Failed;
        }

        _wantsBack = comesBack;
        _ = EnterAsync(boot, AddressMs);
        return Joined.Yes;
    }

    /// <summary>Leaves, as the firmware asks for it.</summary>
    public void Leave(Boot boot)
    {
        ArgumentNullException.ThrowIfNull(boot);
        _wantsBack = false;
        Leave();
    }

    /// <summary>Switches the access point off: what is under way is lost without a word.</summary>
    public void Cut()
    {
        IsOn = false;
        _world.Wires.Silence();
        Leave();
    }

    /// <summary>Switches it on again.</summary>
    public void Restore()
    {
        IsOn = true;
        _world.Wires.Speak();
        Boot boot = _world.Boot;
        if (_wantsBack && RejoinsByItself)
        {
            _ = EnterAsync(boot, RejoinMs + AddressMs);
        }
    }

    internal void Reset()
    {
        IsJoined = false;
        _wantsBack = false;
        _listeners.Clear();
    }

    private async Task EnterAsync(Boot boot, int deviceMs)
    {
        await boot.PauseAsync(deviceMs);
        if (IsJoined || !IsOn || boot.Ending != Ending.None)
        {
            return;
        }

        IsJoined = true;
        Joins++;
        Raise(true);
    }

    private void Leave()
    {
        if (IsJoined)
        {
            IsJoined = false;
            Raise(false);
        }
    }

    private void Raise(bool isThere)
    {
        foreach (Action<bool> listener in _listeners.Values)
        {
            _world.Boot.Events.Post(() => listener(isThere));
        }
    }
}
