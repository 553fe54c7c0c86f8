using HostSim.Faults;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using static Tests.HostSim.Links.TwoLinksFixture;

namespace Tests.HostSim.Links;

/// <summary>The same command over two real connections at once: it runs once and is answered once, over the link it
/// came by, or over the other when that is gone.</summary>
/// <remarks>A link is stalled while a command that came by it moves the pin, so its result is written and never
/// confirmed: that keeps a fallback open beside the standing link, and a result without a home.</remarks>
[TestClass]
public sealed class TwoLinksTests
{
    private const int Led = 2;

    [TestMethod]
    public async Task Both_links_bring_it_and_the_first_one_answers()
    {
        await using TwoLinksFixture world = await TwoLinksFixture.StartAsync();
        await StallAtFirstCommandAsync(world, world.CourierFaults, () => OnCourierAsync(world));
        Mend(world.XmppFaults);
        await OnXmppAsync(world);
        Assert.IsTrue(world.IsOnCourier, "both links are up");

        await world.PushAsync("twice", "pin.write", new { pin = Led, value = 0 });
        await world.PublishAsync("twice", "pin.write", ("pin", "2"), ("value", "0"));
        await Wait.UntilAsync(() => world.Moves.Contains((Led, 0)), "it ran, over XMPP");
        Unstall(world.CourierFaults);
        await Wait.UntilAsync(() => world.Confirmed == 2, "the gateway's copy arrived too");
        await world.PublishAsync("last", "pin.write", ("pin", "2"), ("value", "1"));
        await Wait.UntilAsync(() => world.ByXmpp.Contains(("last", "completed")), "the last one is answered");

        Assert.AreEqual("first done", Told(world.ByCourier));
        Assert.AreEqual("twice completed, last completed", Told(world.ByXmpp));
        CollectionAssert.AreEqual(new[] { (Led, 1), (Led, 0), (Led, 1) }, world.Moves.ToArray());
        Assert.AreEqual(3, world.Device.Status.Health!.Commands);
    }

    [TestMethod]
    public async Task The_push_link_dies_with_the_result_and_xmpp_brings_it()
    {
        await using TwoLinksFixture world = await TwoLinksFixture.StartAsync();
        await StallAtFirstCommandAsync(world, world.CourierFaults, () => OnCourierAsync(world));
        Mend(world.XmppFaults);
        await OnXmppAsync(world);
        await world.PublishAsync("first", "pin.write", ("pin", "2"), ("value", "1"));
        Cut(world.CourierFaults);
        await world.PublishAsync("last", "pin.write", ("pin", "2"), ("value", "0"));
        await Wait.UntilAsync(() => world.ByXmpp.Contains(("last", "completed")), "the last one is answered");

        Assert.AreEqual("", Told(world.ByCourier));
        Assert.AreEqual("first completed, last completed", Told(world.ByXmpp));
        CollectionAssert.AreEqual(new[] { (Led, 1), (Led, 0) }, world.Moves.ToArray());
        Assert.AreEqual(2, world.Device.Status.Health!.Commands);
    }

    [TestMethod]
    public async Task Xmpp_dies_with_the_result_and_the_push_link_brings_it()
    {
        await using TwoLinksFixture world = await TwoLinksFixture.StartAsync();

        // Known to the gateway, which keeps what comes for it.
        await OnCourierAsync(world);
        Mend(world.XmppFaults);
        await OnXmppAsync(world);
        await Wait.UntilAsync(() => !world.IsOnCourier, "the fallback is left");
        await StallAtFirstCommandAsync(world, world.XmppFaults, () => Task.CompletedTask);
        await world.PushAsync("first", "pin.write", new { pin = Led, value = 1 });
        Cut(world.XmppFaults);
        await Wait.UntilAsync(() => world.ByCourier.Any(), "the result comes over the push link");
        await Wait.UntilAsync(() => world.Confirmed == 1, "the gateway's copy arrived too");
        await world.PushAsync("last", "pin.write", new { pin = Led, value = 0 });
        await Wait.UntilAsync(() => world.ByCourier.Contains(("last", "done")), "the last one is answered");

        Assert.AreEqual("first done, last done", Told(world.ByCourier));
        Assert.AreEqual("", Told(world.ByXmpp));
        CollectionAssert.AreEqual(new[] { (Led, 1), (Led, 0) }, world.Moves.ToArray());
        Assert.AreEqual(2, world.Device.Status.Health!.Commands);
    }

    private static async Task OnCourierAsync(TwoLinksFixture world)
    {
        Cut(world.XmppFaults);
        world.Device.Start();
        await Wait.UntilAsync(() => world.Device.Status.Link == "courier", "the device is up on its fallback");
    }

    private static async Task OnXmppAsync(TwoLinksFixture world)
    {
        await Wait.UntilAsync(() => world.Device.Status.Link == "xmpp", "the standing link is up");
        await world.ListensAsync();
    }

    private static async Task StallAtFirstCommandAsync(
        TwoLinksFixture world, DeviceFaults faults, Func<Task> goOnlineAsync)
    {
        await goOnlineAsync();
        world.Moved = _ => Stall(faults);
        if (faults == world.CourierFaults)
        {
            await world.PushAsync("first", "pin.write", new { pin = Led, value = 1 });
        }
        else
        {
            await world.PublishAsync("first", "pin.write", ("pin", "2"), ("value", "1"));
        }

        await Wait.UntilAsync(() => world.Moves.Contains((Led, 1)), "the first command ran");
        world.Moved = _ => { };
    }

    private static string Told(IEnumerable<(string Id, string Outcome)> results) =>
        string.Join(", ", results.Select(result => $"{result.Id} {result.Outcome}"));
}
