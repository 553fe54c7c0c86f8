using Core.Agent;
using HostSim;
using HostSim.Testing;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Greenhouse.Tests;

/// <summary>A greenhouse: a lamp on pin 2, a door contact on pin 34, a thermometer. Each test has a world of its
/// own.</summary>
[TestClass]
public sealed class GreenhouseTests
{
    private const int Lamp = 2;
    private const int Door = 34;

    [TestMethod]
    public async Task The_lamp_goes_on_when_told()
    {
        await using World world = await World.StartAsync();
        WorldDevice greenhouse = world.Device("sim-1");
        greenhouse.Pin(Lamp).ShouldBeLow();
        await greenhouse.RunAsync("pin.write", ("pin", Lamp), ("value", 1));
        greenhouse.Pin(Lamp).ShouldBeHigh();
    }

    [TestMethod]
    public async Task A_lamp_that_pulses_goes_off_by_itself()
    {
        await using World world = await World.StartAsync();
        WorldDevice greenhouse = world.Device("sim-1");
        await greenhouse.RunAsync("pin.pulse", ("pin", Lamp), ("ms", 300));
        await greenhouse.Pin(Lamp).ShouldBecomeLowAsync();
    }

    [TestMethod]
    public async Task The_temperature_is_reported()
    {
        await using World world = await World.StartAsync();
        WorldDevice greenhouse = world.Device("sim-1");
        greenhouse.Measures("Temperature", 31.5);
        await greenhouse.RunAsync("report.every", ("seconds", 1));
        await greenhouse.ShouldReportAsync("Temperature", "31.5");
    }

    [TestMethod]
    public async Task The_door_is_reported_when_it_opens()
    {
        await using World world = await World.StartAsync();
        WorldDevice greenhouse = world.Device("sim-1");
        await greenhouse.RunAsync("pin.watch", ("pin", Door), ("on", 1));
        greenhouse.Pin(Door).Drive(1);
        await greenhouse.ShouldReportAsync($"pin{Door}", value => value is "1" or "true");
    }

    [TestMethod]
    public async Task Nothing_is_forgotten_when_the_radio_fails()
    {
        await using World world = await World.StartAsync(new SimulationOptions { Seed = 2, Devices = 2 });
        WorldDevice greenhouse = world.Device("sim-2");
        await greenhouse.RunAsync("pin.write", ("pin", Lamp), ("value", 1));
        await greenhouse.BreakAsync("wifi");
        await greenhouse.ShouldBecomeAsync(AgentState.Offline);
        greenhouse.Pin(Lamp).ShouldBeHigh();
        await greenhouse.MendAsync("wifi");
        await greenhouse.RunAsync("pin.write", ("pin", Lamp), ("value", 0));
        greenhouse.Pin(Lamp).ShouldBeLow();
    }

    [TestMethod]
    public async Task What_goes_wrong_is_said_in_words()
    {
        await using World world = await World.StartAsync();
        WorldDevice greenhouse = world.Device("sim-1");
        WorldException low = Assert.ThrowsExactly<WorldException>(() => greenhouse.Pin(Lamp).ShouldBeHigh());
        Assert.AreEqual("expected pin 2 of sim-1 to be high, but it is low", low.Message);
        Assert.ThrowsExactly<WorldException>(() => greenhouse.Pin(99));
        WorldException refused = await Assert.ThrowsExactlyAsync<WorldException>(
            () => greenhouse.RunAsync("pin.write", ("pin", Door), ("value", 1)));
        Assert.Contains("failed", refused.Message);
    }
}
