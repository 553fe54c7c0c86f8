using Core;
using nanoFramework.TestFramework;

namespace Tests.Unit.Courier;

/// <summary>What comes is acknowledged by what became of it; commands run once, for those who may.</summary>
[TestClass]
public sealed class CourierPushTests
{
    private const string Taken = "0b{4=00000001 8=00}";
    private const string Invalid = "0b{4=00000001 8=03}";
    private const string Write = "{\"pin\":2,\"value\":1}";

    private static CourierScript s_script;

    [TestMethod]
    public void Command_runs_and_its_result_is_kept()
    {
        Begin();
        s_script.Connect();
        Push("TEAM", CourierScript.Command("c1", "pin.write", Write));
        Assert.AreEqual(Taken, s_script.Sent());
        Assert.AreEqual(1, s_script.Device.Board.Levels[2]);
        Assert.AreEqual("c1:1=1 ", s_script.Heard);
    }

    [TestMethod]
    [DataRow("{\"cmd\":{\"args\":{\"value\":true,\"pin\":\"2\"},\"name\":\"pin.write\",\"id\":\"c1\"}}")]
    [DataRow("{\"id\":\"x\",\"cmd\":{\"id\":\"c\\u0031\",\"n\":[{}],\"name\":\"pin\\u002ewrite\","
        + "\"args\":{\"more\":{\"pin\":3},\"pin\":2,\"v\\u0061lue\":1,\"x\":null}},\"chat\":{\"id\":\"y\"},\"aps\":7}")]
    [DataRow(" {\n\"aps\" : {} , \"cmd\" : {\"id\":\"c1\",\"name\":\"pin.write\",\"args\":{\"pin\":2,\"value\":1}}} ")]
    public void Command_is_read_however_it_is_written(string payload)
    {
        Begin();
        s_script.Piece = 1;
        s_script.Connect();
        Push("TEAM", payload);
        Assert.AreEqual(Taken, s_script.Sent());
        Assert.AreEqual("c1:1=1 ", s_script.Heard);
    }

    [TestMethod]
    public void Command_that_comes_again_runs_once()
    {
        Begin();
        s_script.Connect();
        Push("TEAM", CourierScript.Command("c1", "pin.write", Write));
        Push("TEAM", CourierScript.Command("c1", "pin.write", Write));
        s_script.Close();
        s_script.Connect();
        Push("TEAM", CourierScript.Command("c1", "pin.write", Write));
        Assert.AreEqual(Taken, s_script.Sent());
        Assert.AreEqual("c1:1=1 ", s_script.Heard);
        Assert.AreEqual(1, s_script.Device.Board.Writes);
    }

    [TestMethod]
    [DataRow("TEAM", "c1:1=1 ", 1)]
    [DataRow("team", "c1:1=1 ", 1)]
    [DataRow("readers", "c1:3 ", 0)]
    [DataRow("EVIL", "c1:3 ", 0)]
    [DataRow("TEA", "c1:3 ", 0)]
    [DataRow("TEAMS", "c1:3 ", 0)]
    [DataRow("", "c1:3 ", 0)]
    [DataRow("TEAMTEAMTEAMTEAMTEAMTEAMTEAMTEAMTEAMTEAMTEAMTEAMTEAMTEAMTEAM", "c1:3 ", 0)]
    public void Only_the_allowed_may(string provider, string heard, int writes)
    {
        Begin();
        s_script.Connect();
        Push(provider, CourierScript.Command("c1", "pin.write", Write));
        Assert.AreEqual(Taken, s_script.Sent());
        Assert.AreEqual(heard, s_script.Heard);
        Assert.AreEqual(writes, s_script.Device.Board.Writes);
    }

    [TestMethod]
    [DataRow("readers", 0)]
    [DataRow("EVIL", 1)]
    [DataRow("", 1)]
    public void What_was_refused_stays_so_but_strangers_use_up_no_ids(string provider, int writes)
    {
        Begin();
        s_script.Connect();
        Push(provider, CourierScript.Command("c1", "pin.write", Write));
        Push("TEAM", CourierScript.Command("c1", "pin.write", Write));
        Assert.AreEqual(writes, s_script.Device.Board.Writes);
        for (int i = 0; i < Limits.SeenIds; i++)
        {
            Push(provider, CourierScript.Command("e" + i.ToString(), "pin.write", Write));
            Assert.EndsWith(Taken, s_script.Sent());
        }

        Push("TEAM", CourierScript.Command("c1", "pin.write", Write));
        Assert.AreEqual(provider == "readers" ? 1 : writes, s_script.Device.Board.Writes);
    }

    [TestMethod]
    public void Without_a_provider_nobody_calls()
    {
        Begin();
        s_script.Connect();
        s_script.Recv(CourierScript.Push(Wire.Item(4, "00000001")
            + Wire.TextItem(3, CourierScript.Command("c1", "pin.write", Write))));
        Assert.AreEqual("c1:3 ", s_script.Heard);
    }

    [TestMethod]
    [DataRow("{\"pin\":2}")]
    [DataRow("{\"pin\":2,\"value\":2}")]
    [DataRow("{\"pin\":2,\"value\":[1]}")]
    [DataRow("{\"pin\":2,\"value\":{\"value\":1}}")]
    [DataRow("{\"pin\":2,\"value\":null}")]
    [DataRow("{\"pin\":2,\"value\":1.5}")]
    [DataRow("{\"pin\":\"\",\"value\":1}")]
    public void Wrong_arguments_are_told(string args)
    {
        Begin();
        s_script.Connect();
        Push("TEAM", CourierScript.Command("c1", "pin.write", args));
        Assert.AreEqual(Taken, s_script.Sent());
        Assert.AreEqual("c1:4 ", s_script.Heard);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("[]")]
    [DataRow("{")]
    [DataRow("{} {}")]
    [DataRow("{\"cmd\":1}")]
    [DataRow("{\"cmd\":{}}")]
    [DataRow("{\"cmd\":{\"name\":\"pin.write\"}}")]
    [DataRow("{\"cmd\":{\"id\":\"\",\"name\":\"pin.write\"}}")]
    [DataRow("{\"cmd\":{\"id\":\"c1\"}}")]
    [DataRow("{\"cmd\":{\"id\":null,\"name\":\"pin.write\"}}")]
    [DataRow("{\"cmd\":{\"id\":\"c1\",\"name\":\"pin.write\",\"args\":[]}}")]
    [DataRow("{\"cmd\":{\"id\":\"c1\",\"name\":\"pin.write\",\"args\":{\"pin\":}}}")]
    [DataRow("{\"chat\":{\"from\":\"ann\",\"text\":\"help\"}}")]
    [DataRow("{\"chat\":\"help\"}")]
    public void What_cannot_be_read_is_refused(string payload)
    {
        Begin();
        s_script.Connect();
        Push("TEAM", payload);
        Assert.AreEqual(Invalid, s_script.Sent());
        Assert.AreEqual(string.Empty, s_script.Heard);
    }

    [TestMethod]
    public void Ids_have_a_length()
    {
        Begin();
        s_script.Connect();
        string id = new('i', Limits.StanzaId);
        Push("TEAM", CourierScript.Command(id, "pin.write", Write));
        Assert.AreEqual(Taken, s_script.Sent());
        Push("TEAM", CourierScript.Command(id + "i", "pin.write", Write));
        Assert.AreEqual(Invalid, s_script.Sent());
    }

    [TestMethod]
    public void Unknown_command_is_told_at_once_and_once()
    {
        Begin();
        s_script.Connect();
        Push("TEAM", CourierScript.Command("c1", "fly", "{}"));
        Assert.AreEqual("0a{1=topic 2=token 4=80000002 "
            + "3={\"type\":\"result\",\"id\":\"c1\",\"outcome\":\"unknown\"}}", s_script.SentBefore(Taken));
        Push("TEAM", CourierScript.Command("c1", "fly", "{}"));
        Assert.AreEqual(Taken, s_script.Sent());
    }

    [TestMethod]
    [DataRow(1_700_000_000L, 1_700_000_001_000L, true)]
    [DataRow(1_700_000_000L, 1_699_999_999_000L, false)]
    [DataRow(1_700_000_000L, 0L, false)]
    [DataRow(0L, 1_700_000_001_000L, false)]
    [DataRow(0xFFFF_FFFFL, 1_700_000_001_000L, false)]
    public void Expired_command_is_told_and_not_run(long expiry, long now, bool expired)
    {
        Begin();
        s_script.Connect();
        s_script.Link.SetWallOffset(now == 0 ? 0 : now - s_script.Device.Clock.Now);
        s_script.Recv(CourierScript.Push(Wire.Item(4, "00000001") + Wire.Item(5, Wire.Hex(expiry, 4))
            + Wire.TextItem(3, CourierScript.Command("c1", "pin.write", Write)) + Wire.TextItem(0xF0, "TEAM")));
        Assert.AreEqual(expired ? 0 : 1, s_script.Device.Board.Writes);
        string said = s_script.SentBefore(Taken);
        Assert.AreEqual(expired, said.Length > 0);
        if (expired)
        {
            Assert.EndsWith("3={\"type\":\"result\",\"id\":\"c1\",\"outcome\":\"expired\"}}", said);
        }
    }

    [TestMethod]
    public void Server_knows_the_time_if_the_device_does_not()
    {
        Begin();
        s_script.Open();
        s_script.Sent();
        s_script.Recv(Wire.Frame(0x08, Wire.Item(1, "00") + Wire.Item(3, CourierScript.Token)
            + Wire.Item(0x0A, Wire.Hex(1_700_000_001_000L, 8))));
        s_script.Sent();
        s_script.Recv(CourierScript.Push(Wire.Item(4, "00000001") + Wire.Item(5, Wire.Hex(1_700_000_000L, 4))
            + Wire.TextItem(3, CourierScript.Command("c1", "pin.write", Write)) + Wire.TextItem(0xF0, "TEAM")));
        Assert.AreEqual(0, s_script.Device.Board.Writes);
    }

    [TestMethod]
    public void Without_room_for_the_result_it_is_left()
    {
        Begin();
        s_script.Connect();
        s_script.Room = false;
        Push("TEAM", CourierScript.Command("c1", "pin.write", Write));
        Assert.AreEqual("0a{1=topic 2=token 4=80000002 5=00000000 3={\"type\":\"busy\",\"id\":\"c1\"}}",
            s_script.Sent());
        s_script.Room = true;
        Push("TEAM", CourierScript.Command("c1", "pin.write", Write));
        Assert.AreEqual(Taken, s_script.Sent());
        Assert.AreEqual("c1:1=1 ", s_script.Heard);
    }

    [TestMethod]
    public void Other_topics_and_tokens_are_not_ours()
    {
        Begin();
        s_script.Connect();
        string rest = Wire.Item(4, "00000001")
            + Wire.TextItem(3, CourierScript.Command("c1", "pin.write", Write)) + Wire.TextItem(0xF0, "TEAM");
        string other = new('0', 40);
        s_script.Recv(Wire.Frame(0x0A, Wire.Item(1, CourierScript.Token) + Wire.Item(2, other) + rest));
        s_script.Recv(Wire.Frame(0x0A, Wire.Item(1, "00") + Wire.Item(2, CourierScript.Topic) + rest));
        s_script.Recv(Wire.Frame(0x0A, Wire.Item(1, string.Empty) + Wire.Item(2, CourierScript.Topic) + rest));
        s_script.Recv(Wire.Frame(0x0A, rest));
        const string Error = "0b{4=00000001 8=02}";
        Assert.AreEqual(Error + " " + Error + " " + Error + " " + Error, s_script.Sent());
        Assert.AreEqual(string.Empty, s_script.Heard);
    }

    private static void Begin()
    {
        s_script = new CourierScript();
    }

    private static void Push(string provider, string payload) =>
        s_script.Recv(CourierScript.Push(provider, 1, payload));
}
