extern alias device;

using Core;
using Courier;
using Imip;
using Tests.Contract.Budgets;
using Xmpp;

namespace Tests.Firmware.Memory;

/// <summary>What the whole firmware holds of the managed heap while it is online with one link.</summary>
[TestClass]
public sealed class HeapTests(TestContext context)
{
    private const string Whole = "device-heap-bytes";
    private const string Objects = "device-objects-bytes";

    [TestMethod]
    public void Device_that_is_online_fits_into_the_heap()
    {
        using Village village = new(pace: 100);
        DeviceLoop? loop = null;
        Boot boot = village.World.PowerOn();
        boot.Run(() =>
        {
            loop = Assemble();
            loop.Run();
        });
        village.Until(() => village.Logins > 0, "the device is online");
        village.Open();

        DeviceHeap heap = new(typeof(Check).Assembly, typeof(XmppLink).Assembly, typeof(CourierLink).Assembly,
            typeof(ImipLink).Assembly, typeof(DeviceLoop).Assembly);
        int whole = heap.AddStatics() + heap.Add(loop);
        AssertWithin(Whole, whole);
        AssertWithin(Objects, whole - heap.Buffers);
    }

    // As Program does, which keeps its parts to itself.
    private static DeviceLoop Assemble()
    {
        LoopSignal signal = new();
        Esp32Clock clock = new();
        device::Esp32.Provisioning.SerialLine line = new(signal);
        Esp32Log log = new(clock, line);
        Esp32Crypto crypto = new();
        return device::App.Program.Build(device::App.DevKitC.Map(), signal, clock, line, log, crypto,
            new Esp32Vault("I:\\", crypto, log));
    }

    private void AssertWithin(string name, int measured)
    {
        context.WriteLine($"{name}: {measured}");
        string? complaint = Budget.Named(name).Complaint(name, measured);
        Assert.IsNull(complaint, complaint);
    }
}
