namespace Tests.Firmware.Whole;

/// <summary>The whole program on a simulated chip, against the embedded server over real TLS.</summary>
[TestClass]
public sealed class ProgramTests
{
    private const int Pace = 20;

    [TestMethod]
    public async Task Boots_joins_logs_in_and_switches_a_lamp()
    {
        await using Home home = await Home.OnlineAsync(Pace);
        await home.SwitchLampAsync(1);
        await home.SwitchLampAsync(0);
        CollectionAssert.AreEqual(new[] { (Home.Lamp, 1), (Home.Lamp, 0) }, home.World.Pins.Moves.ToArray());
        home.AssertNothingHidden();
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Loses_wifi_and_recovers(bool radioRejoins)
    {
        await using Home home = await Home.OnlineAsync(Pace);
        Boot boot = home.World.Boot;
        home.World.Air.RejoinsByItself = radioRejoins;
        home.World.Air.Cut();
        await home.UntilAsync(() => home.World.Serial.Printed.Contains("offline"), "the device notices");
        home.World.Air.Restore();
        await home.SwitchLampAsync(1);
        Assert.AreSame(boot, home.World.Boot, "without a restart");
        home.AssertNothingHidden();
    }

    [TestMethod]
    public async Task Is_frozen_in_a_handshake_for_half_a_minute_and_recovers()
    {
        await using Home home = await Home.OnlineAsync(Pace);
        Boot boot = home.World.Boot;
        int begun = home.World.Handshakes.Begun;
        home.World.Handshakes.FreezeNext(TimeSpan.FromSeconds(30));
        home.Server.Cut("dev1");
        await home.UntilAsync(() => home.World.Handshakes.Begun > begun, "the next handshake");
        long frozen = boot.Micros;
        await home.SwitchLampAsync(1);
        Assert.IsGreaterThan(frozen + 29_000_000, boot.Micros);
        Assert.AreSame(boot, home.World.Boot, "without a restart");
        home.AssertNothingHidden();
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(40)]
    public async Task Loses_power_in_the_middle_of_a_write_and_recovers(int step)
    {
        await using Home home = await Home.OnlineAsync(Pace);
        await home.SwitchLampAsync(1);
        home.World.Flash.CutAfter(step);
        home.Server.Kick("dev1", "reset");
        home.Server.DropTokens("dev1");
        await home.UntilAsync(() => home.Power.Endings.Contains(Ending.PowerCut), "the power is cut");
        Assert.AreEqual(0, home.World.Pins.Level(Home.Lamp), "outputs fall to rest");
        await home.SwitchLampAsync(1);
        home.AssertNothingHidden();
    }

    [TestMethod]
    public async Task Restarts_when_told_to_and_says_why_it_started()
    {
        await using Home home = await Home.OnlineAsync(Pace);
        Assert.AreEqual("done", await home.TryAsync("restart", null, null));
        await home.UntilAsync(() => home.Power.Endings.Contains(Ending.Restart), "the restart");
        await home.ReachesAsync();
        home.AssertNothingHidden();
    }

    [TestMethod]
    public async Task Wrong_wifi_password_is_said_and_mended_by_the_right_one()
    {
        await using Home home = await Home.FurnishAsync(Pace);
        home.World.Air.Password = "changed";
        home.SwitchOn();
        await home.UntilAsync(() => home.World.Serial.Printed.Contains("wifi refused (1)"), "the reason");
        home.World.Air.Password = "correct horse";
        await home.ReachesAsync();
        home.AssertNothingHidden();
    }

    [TestMethod]
    public async Task Clock_that_is_not_set_keeps_it_from_TLS()
    {
        await using Home home = await Home.FurnishAsync(Pace);
        home.World.Air.TellsTime = false;
        home.SwitchOn();
        await home.UntilAsync(() => home.World.Serial.Printed.Contains("no time from the time server"), "the reason");
        Assert.AreEqual(0, home.World.Handshakes.Begun);
        home.World.Air.TellsTime = true;
        await home.ReachesAsync();
        home.AssertNothingHidden();
    }

    [TestMethod]
    public async Task Stranger_with_another_certificate_is_refused()
    {
        using HostSim.Certs.CertificateAuthority other = HostSim.Certs.CertificateAuthority.Create("Other CA");
        await using Home home = await Home.FurnishAsync(Pace);
        home.World.Flash.Put("I:\\ca.pem", System.Text.Encoding.ASCII.GetBytes(other.CertificatePem));
        home.SwitchOn();
        await home.UntilAsync(() => home.World.Serial.Printed.Contains("TLS failed"), "the reason");
        Assert.IsFalse(home.IsOnline);
        home.AssertNothingHidden();
    }
}
