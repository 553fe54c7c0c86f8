using Core;
using Core.Commands;

namespace Tests.Chaos.Courier;

/// <summary>What the Courier link costs on the wire, before TLS: counted here, and bounded.</summary>
[TestClass]
public sealed class CourierFigureTests(TestContext context)
{
    private static readonly byte[] s_answer = ServerWords.Frame(0x0d);

    [TestMethod]
    public void Keep_alive_is_five_bytes_each_way()
    {
        CourierRig rig = new();
        rig.Connect();
        rig.Said.Clear();
        rig.Pass(4 * 60_000);
        Assert.AreEqual("0c00000000", rig.Said.ToString());
        Assert.HasCount(5, s_answer);
        context.WriteLine("keep-alive: 5 up, 5 down; 3 to 15 rounds an hour");
    }

    [TestMethod]
    public void Command_of_100_bytes_with_its_result()
    {
        const string Json =
            """{"aps":{"content-available":1},"cmd":{"id":"c-000000042","name":"pin.read","args":{"pin":2}},"x":12}""";
        Assert.AreEqual(100, Json.Length);
        CourierRig rig = new();
        rig.Connect();
        byte[] push = ServerWords.Frame(0x0a, (1, ServerWords.Token), (2, ServerWords.Topic),
            (3, System.Text.Encoding.ASCII.GetBytes(Json)), (4, ServerWords.Number(1, 4)),
            (5, ServerWords.Number(uint.MaxValue, 4)), (6, ServerWords.Number(1, 8)), (0xf0, "TEAM123456"u8.ToArray()));
        int acknowledged = Bytes(rig, () => rig.Receive(push, () => int.MaxValue));
        FieldList fields = new(64);
        fields.Add("value", 1, string.Empty);
        CommandSpec command = new("pin.read", "Level of a pin", Role.Read, []);
        Core.Bytes.Slice id = new();
        id.Set("c-000000042"u8.ToArray(), 0, 11);
        int result = Bytes(rig, () =>
        {
            Assert.IsTrue(rig.Link.SendResult(command, Outcome.Done, 0, id, fields, 7));
            rig.Drain();
        });
        int taken = ServerWords.Ack(7, 0).Length;
        context.WriteLine($"command of 100 bytes: {push.Length} down, {acknowledged} up; "
            + $"its result: {result} up, {taken} down");
        Assert.AreEqual(16, acknowledged);
        Assert.IsLessThanOrEqualTo(205, push.Length);
        Assert.IsLessThanOrEqualTo(205, result);
        Assert.AreEqual(Fault.None, rig.Engine.Fault);
    }

    [TestMethod]
    public void Going_online_takes_one_round_trip()
    {
        CourierRig rig = new();
        int connect = Bytes(rig, () =>
        {
            rig.Engine.Opened(rig.Clock.Now);
            rig.Drain();
        });
        int rest = Bytes(rig, () => rig.Receive(ServerWords.Accepted, () => int.MaxValue));
        context.WriteLine($"to online: {connect} up, {ServerWords.Accepted.Length} down, then {rest} up");
        Assert.IsTrue(rig.Link.IsOnline);
        Assert.IsLessThanOrEqualTo(60, connect);
        Assert.IsLessThanOrEqualTo(350, rest);
    }

    private static int Bytes(CourierRig rig, Action action)
    {
        rig.Said.Clear();
        action();
        return rig.Said.Length / 2;
    }
}
