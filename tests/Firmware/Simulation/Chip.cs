namespace Tests.Firmware.Simulation;

/// <summary>A chip whose calls the test makes itself, on its own thread.</summary>
internal sealed class Chip : IDisposable
{
    private readonly IDisposable _entered;

    /// <summary>Powers it on, in the network unless told otherwise.</summary>
    public Chip(int pace = 100, bool isJoined = true)
    {
        World = new NanoWorld(pace);
        Boot = World.PowerOn();
        _entered = Boot.Enter();
        if (isJoined)
        {
            World.Air.Join(Boot, World.Air.Ssid, World.Air.Password, comesBack: true);
            Await(() => World.Air.IsJoined);
        }
    }

    /// <summary>Its world.</summary>
    public NanoWorld World { get; }

    /// <summary>Its run.</summary>
    public Boot Boot { get; }

    /// <summary>Waits for a condition, with a deadline that only a failure reaches.</summary>
    public static void Await(Func<bool> condition, string what = "")
    {
        long end = Environment.TickCount64 + 30_000;
        while (!condition())
        {
            Assert.IsLessThan(end, Environment.TickCount64, $"waited in vain {what}");
            Thread.Sleep(2);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _entered.Dispose();
        World.Dispose();
    }
}
