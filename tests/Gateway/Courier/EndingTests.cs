namespace Tests.Gateway.Courier;

/// <summary>How a session tells its connection of the end.</summary>
[TestClass]
public sealed class EndingTests
{
    [TestMethod]
    public void The_end_is_told_once_and_not_again_for_every_look_at_it()
    {
        using Rig rig = new();
        Device device = rig.Online("a");
        device.HearAll();
        int woken = 0;
        device.Session.Woken += () => woken++;
        lock (rig.Hub.Gate)
        {
            device.Session.End("enough");
            device.Session.End("enough again");
            for (int look = 0; look < 3; look++)
            {
                device.Session.TakeOutput(new System.Buffers.ArrayBufferWriter<byte>());
                device.Session.Drained();
            }
        }

        Assert.AreEqual(1, woken);
    }
}
