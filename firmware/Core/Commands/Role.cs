namespace Core.Commands;

/// <summary>What a peer on the allowlist may do; each role includes the ones before it.</summary>
public enum Role
{
    /// <summary>Not on the allowlist: nothing at all.</summary>
    Stranger = 0,

    /// <summary>May read pins, sensors and health.</summary>
    Read = 1,

    /// <summary>May also move pins.</summary>
    Control = 2,

    /// <summary>May also change the configuration and restart.</summary>
    Admin = 3,
}
