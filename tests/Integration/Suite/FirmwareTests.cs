using Tests.Integration.Devices;
using Tests.Integration.Peers;
using Tests.Integration.Servers;
using Tests.NanoShim.World;

namespace Tests.Integration.Suite;

/// <summary>The firmware itself, on a simulated chip, against a real Prosody over TLS, with slixmpp as the
/// operator.</summary>
[TestClass]
public sealed class FirmwareTests
{
    private static Stage? s_stage;

    private static Stage Stage => s_stage!;

    /// <summary>Starts the server.</summary>
    [ClassInitialize]
    public static async Task StartAsync(TestContext context) =>
        s_stage = await Stage.StartAsync(context, ProsodyServer.Missing(), authority => new ProsodyServer(authority));

    /// <summary>Ends the server.</summary>
    [ClassCleanup]
    public static async Task EndAsync() => await s_stage!.DisposeAsync();

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Boots_joins_logs_in_and_switches_a_lamp(bool directTls)
    {
        using SimulatedChip chip = await BootedAsync(directTls);
        Peer person = await Stage.OperatorAsync();
        await chip.SwitchAsync(person, 1);
        await chip.SwitchAsync(person, 0);
        Assert.AreEqual(1, chip.World.Handshakes.Begun, "one handshake, one login");
        chip.AssertNothingHidden();
    }

    [TestMethod]
    public async Task Loses_wifi_and_recovers()
    {
        using SimulatedChip chip = await BootedAsync(directTls: true);
        Peer person = await Stage.OperatorAsync();
        await chip.SwitchAsync(person, 1);
        Boot boot = chip.World.Boot;
        chip.World.Air.Cut();
        await chip.UntilAsync(() => chip.World.Serial.Printed.Contains("offline"), "the device notices");
        chip.World.Air.Restore();
        await chip.SwitchAsync(person, 0);
        Assert.AreSame(boot, chip.World.Boot, "without a restart");
        chip.AssertNothingHidden();
    }

    [TestMethod]
    public async Task Loses_power_in_the_middle_of_a_write_and_recovers()
    {
        using SimulatedChip chip = await BootedAsync(directTls: false);
        Peer person = await Stage.OperatorAsync();
        await chip.SwitchAsync(person, 1);
        chip.World.Flash.Tearing = Tearing.Erased;
        chip.World.Flash.CutAfter(20);
        chip.World.Wires.Cut();
        await chip.UntilAsync(() => chip.Endings.Contains(Ending.PowerCut), "the power is cut while it writes");
        await chip.SwitchAsync(person, 1);
        chip.AssertNothingHidden();
    }

    [TestMethod]
    public async Task Is_frozen_in_a_handshake_for_half_a_minute_and_recovers()
    {
        using SimulatedChip chip = await BootedAsync(directTls: true);
        Peer person = await Stage.OperatorAsync();
        await chip.SwitchAsync(person, 1);
        Boot boot = chip.World.Boot;
        int begun = chip.World.Handshakes.Begun;
        chip.World.Handshakes.FreezeNext(TimeSpan.FromSeconds(30));
        chip.World.Wires.Cut();
        await chip.UntilAsync(() => chip.World.Handshakes.Begun > begun, "the next handshake");
        long frozen = boot.Micros;
        await chip.SwitchAsync(person, 0);
        Assert.IsGreaterThan(frozen + 29_000_000, boot.Micros);
        Assert.AreSame(boot, chip.World.Boot, "without a restart");
        chip.AssertNothingHidden();
    }

    private static async Task<SimulatedChip> BootedAsync(bool directTls)
    {
        Stage.Require();
        DeviceWish wish = await Stage.NewDeviceAsync();
        return new SimulatedChip(Stage.Server,
            wish with { Port = directTls ? Stage.Server.DirectTls : Stage.Server.StartTls });
    }
}
