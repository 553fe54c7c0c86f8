namespace HostSim.PushGateway.Store;

/// <summary>What a device wants with a topic; the numbers are kept in the journal.</summary>
public enum TopicState : byte
{
    /// <summary>It was in an earlier filter and is in none now: its pushes are refused as unregistered.</summary>
    Gone = 0,

    /// <summary>Deliver.</summary>
    Enabled = 1,

    /// <summary>Accept and throw away.</summary>
    Ignored = 2,

    /// <summary>Deliver when the device is awake anyway.</summary>
    Opportunistic = 3,

    /// <summary>Keep, but deliver nothing until the filter says otherwise.</summary>
    Paused = 4,

    /// <summary>Never wake the device for it: the gateway treats it as opportunistic.</summary>
    NonWaking = 5,

    /// <summary>No filter has named it yet: keep.</summary>
    Unknown = 255,
}

/// <summary>A topic in a device's filter.</summary>
/// <param name="Topic">Which.</param>
/// <param name="State">What the device wants with it.</param>
/// <param name="SinceMs">Since when, in Unix milliseconds.</param>
public readonly record struct TopicWish(TopicHash Topic, TopicState State, long SinceMs);
