using System.Text;
using HostSim.Certs;

namespace Tests.Firmware.Whole;

/// <summary>A device that was told nothing, or something wrong, says so and waits for a person at its serial
/// port.</summary>
[TestClass]
public sealed class ProvisioningTests
{
    private const int Pace = 20;
    private const int Light = 2;

    [TestMethod]
    [DataRow(null, 1)]
    [DataRow("{ not json", 2)]
    [DataRow("{ \"device\": \"dev1\" }", 3)]
    public void Says_what_is_missing_and_blinks_its_number(string? configuration, int flashes)
    {
        using NanoWorld world = new(Pace);
        if (configuration is not null)
        {
            world.Flash.Put("I:\\agent.json", Encoding.UTF8.GetBytes(configuration));
        }

        using PowerSupply power = new(world);
        Simulation.Chip.Await(() => world.Pins.Writes(Light, 1) >= 2 * flashes + 1, "for flashes");
        Assert.Contains($"({flashes})", world.Serial.Printed);
        Assert.Contains("unprovisioned", world.Serial.Printed);
        Assert.AreEqual(0, world.Wires.Made);
        Assert.IsEmpty(world.Notes);
        Assert.IsEmpty(power.Endings);
    }

    [TestMethod]
    public async Task Is_told_everything_over_the_serial_port_and_goes_online()
    {
        await using Home home = await Home.FurnishAsync(Pace);
        home.World.Flash.Remove("I:\\agent.json");
        home.World.Flash.Remove("I:\\ca.pem");
        home.SwitchOn();
        await home.UntilAsync(() => home.World.Serial.Printed.Contains("unprovisioned"), "it says so");
        using var root = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(
            home.Server.Authority.CertificatePem);
        string[] lines =
        [
            "set device dev1", "set wifi.ssid workshop", "set wifi.password correct horse",
            $"set xmpp.domain {home.Server.Domain}", "set xmpp.user dev1", "set xmpp.password pw-device",
            "set xmpp.host xmpp.home", $"set xmpp.port {home.Server.StartTlsPort}",
            $"set allow.admin {Home.PersonAt(home.Server.Domain)}", "set report.every 0",
            $"set tls.ca {Convert.ToBase64String(root.RawData)}", "show", "save", "restart",
        ];
        foreach (string line in lines)
        {
            home.World.Serial.Type(line);
        }

        await home.UntilAsync(() => home.Power.Endings.Contains(Ending.Restart), "the restart");
        await home.ReachesAsync();
        Assert.Contains("xmpp.password = (secret)", home.World.Serial.Printed);
        Assert.DoesNotContain("pw-device", home.World.Serial.Printed);
        Assert.DoesNotContain("correct horse", home.World.Serial.Printed);
        home.AssertNothingHidden();
    }

    [TestMethod]
    public void Saved_configuration_survives_a_power_cut_at_any_step()
    {
        using CertificateAuthority authority = CertificateAuthority.Create("CA");
        string before = """{ "device": "old", "wifi": { "ssid": "workshop" } }""";
        bool? done = null;
        for (int step = 1; done is null; step += 3)
        {
            Flash flash = new() { Tearing = Tearing.Erased };
            flash.Put("I:\\agent.json", Encoding.UTF8.GetBytes(before));
            done = SaveOverSerial(flash, step);
            string name = NameAfterRestart(flash);
            Assert.IsTrue(name is "old" or "new", $"cut before step {step}: device = {name}");
        }

        Assert.IsTrue(done);
    }

    // True if it was saved, null if the power was cut on the way.
    private static bool? SaveOverSerial(Flash flash, int step)
    {
        using NanoWorld world = new(pace: 200, flash);
        using PowerSupply power = new(world);
        Simulation.Chip.Await(() => world.Serial.Printed.Contains("unprovisioned"));
        world.Serial.Type("set device new");
        Simulation.Chip.Await(() => world.Serial.Printed.Contains("device: set"));
        flash.CutAfter(step);
        world.Serial.Type("save");
        Simulation.Chip.Await(() => world.Serial.Printed.Contains("\nsaved\r") || power.Endings.Count > 0);
        flash.CutNever();
        return power.Endings.Count > 0 ? null : true;
    }

    private static string NameAfterRestart(Flash flash)
    {
        using NanoWorld world = new(pace: 200, flash);
        using PowerSupply power = new(world);
        Simulation.Chip.Await(() => world.Serial.Printed.Contains("unprovisioned"));
        world.Serial.Type("show");
        Simulation.Chip.Await(() => world.Serial.Printed.Contains("report.every = "));
        const string Label = "device = ";
        string[] lines = world.Serial.Printed.Split("\r\n");
        return lines.First(it => it.StartsWith(Label, StringComparison.Ordinal))[Label.Length..];
    }
}
