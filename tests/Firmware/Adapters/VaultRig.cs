using Core.Ports;

namespace Tests.Firmware.Adapters;

/// <summary>A vault on a flash of its own, which loses power at a step of the test's choice.</summary>
internal sealed class VaultRig(Flash flash) : IDisposable
{
    private const string Name = "session";

    private readonly NanoWorld _world = new(pace: 1000, flash);

    /// <summary>The flash.</summary>
    public Flash Flash => flash;

    /// <summary>Which calls fail.</summary>
    public Faults Faults => _world.Faults;

    /// <summary>Starts the chip and saves; null if the power was lost on the way.</summary>
    public bool? Save(byte[] record, long cutAfter = long.MaxValue / 2) => Powered(vault =>
    {
        flash.CutAfter(cutAfter);
        return vault.Save(Name, record, record.Length);
    });

    /// <summary>Starts the chip and erases.</summary>
    public bool? Erase(long cutAfter = long.MaxValue / 2) => Powered(vault =>
    {
        flash.CutAfter(cutAfter);
        vault.Erase(Name);
        return true;
    });

    /// <summary>Starts the chip and reads; empty if there is no record.</summary>
    public byte[] Load()
    {
        byte[] target = new byte[4096];
        int count = 0;
        Powered(vault => (count = vault.Load(Name, target)) >= 0);
        return target[..count];
    }

    /// <inheritdoc/>
    public void Dispose() => _world.Dispose();

    private bool? Powered(Func<IVault, bool> act)
    {
        Boot boot = _world.PowerOn();
        using IDisposable device = boot.Enter();
        try
        {
            bool done = act(new Esp32Vault("I:\\", new Esp32Crypto(), new SilentLog()));
            return boot.Ending == Ending.None ? done : null;
        }
        catch (PowerLostException)
        {
            return null;
        }
    }
}
