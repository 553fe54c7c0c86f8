namespace Tests.Integration.Wire;

/// <summary>Ways through a tap.</summary>
[Flags]
internal enum Direction
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>From the device.</summary>
    Up = 1,

    /// <summary>To the device.</summary>
    Down = 2,

    /// <summary>Both.</summary>
    Both = Up | Down,
}
