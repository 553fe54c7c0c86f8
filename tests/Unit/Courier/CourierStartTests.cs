using Core;
using nanoFramework.TestFramework;
using Tests.Unit.Agent;

namespace Tests.Unit.Courier;

/// <summary>How a Courier connection begins, byte by byte.</summary>
[TestClass]
public sealed class CourierStartTests
{
    private const string Presence =
        "0a{1=topic 2=token 4=80000001 5=00000000 3={\"type\":\"presence\",\"device\":\"d\",\"status\":\"ready\"}}";

    private static CourierScript s_script;

    [TestMethod]
    public void First_connect_has_no_token()
    {
        Begin();
        s_script.Open();
        Assert.AreEqual("07{2=01 5=00000041 6=01}", s_script.Sent());
        Assert.IsFalse(s_script.Link.IsOnline);
    }

    [TestMethod]
    public void Bytes_are_as_published()
    {
        Begin();
        byte[] sent = new byte[100];
        s_script.Open();
        int count = s_script.Link.Engine.Transmit(sent, 0, sent.Length);
        Assert.AreEqual("070000000f" + "02000101" + "05000400000041" + "06000101", Wire.Hex(sent, 0, count));
        s_script.Recv(CourierScript.Answer(0, CourierScript.Token));
        count = s_script.Link.Engine.Transmit(sent, 0, 16);
        Assert.AreEqual("140000000b010001010200047fffffff", Wire.Hex(sent, 0, count));
        s_script.Sent();
        s_script.Device.Clock.Now += 4 * 60_000;
        s_script.Link.Engine.Tick(s_script.Device.Clock.Now);
        count = s_script.Link.Engine.Transmit(sent, 0, sent.Length);
        Assert.AreEqual("0c00000000", Wire.Hex(sent, 0, count));
    }

    [TestMethod]
    public void Token_is_taken_and_used()
    {
        Begin();
        s_script.Open();
        s_script.Sent();
        s_script.Recv(CourierScript.Answer(0, CourierScript.Token));
        Assert.AreEqual("14{1=01 2=7fffffff} 09{1=token 2=topic} 11{1=token 2=topic} " + Presence, s_script.Sent());
        Assert.IsTrue(s_script.Link.IsOnline);

        CourierScript later = new(s_script.Device.Vault);
        later.Open();
        Assert.AreEqual("07{1=token 2=01 5=00000041 6=01}", later.Sent());
    }

    [TestMethod]
    public void Token_that_is_accepted_need_not_come_again()
    {
        Begin();
        s_script.Connect();
        s_script.Close();
        s_script.Open();
        s_script.Sent();
        s_script.Recv(CourierScript.Answer(0, null));
        Assert.IsTrue(s_script.Link.IsOnline);
        Assert.AreEqual(1, s_script.Device.Vault.Saves - SavesOfAFixture());
    }

    [TestMethod]
    public void Answer_without_any_token_is_none()
    {
        Begin();
        s_script.Open();
        s_script.Recv(CourierScript.Answer(0, null));
        Assert.IsTrue(s_script.Fault == Fault.ProtocolError);
    }

    [TestMethod]
    public void Token_of_the_topic_is_asked_for_once()
    {
        Begin();
        s_script.Connect();
        s_script.Recv(Wire.Frame(0x12, Wire.Item(1, "00") + Wire.Item(2, "cafe") + Wire.Item(3, CourierScript.Topic)));
        s_script.Recv(Wire.Frame(0x12, Wire.Item(1, "00") + Wire.Item(2, "beef") + Wire.Item(3, "00")));
        s_script.Recv(Wire.Frame(0x12, Wire.Item(1, "01") + Wire.Item(2, "beef") + Wire.Item(3, CourierScript.Topic)));
        CourierScript later = new(s_script.Device.Vault);
        later.Open();
        later.Sent();
        later.Recv(CourierScript.Answer(0, CourierScript.Token));
        string said = later.Sent();
        Assert.AreEqual("14{1=01 2=7fffffff} 09{1=token 2=topic} " + Presence, said);
        later.Recv(Wire.Frame(0x0A, Wire.Item(1, "cafe") + Wire.Item(2, CourierScript.Topic)
            + Wire.Item(4, "00000001") + Wire.TextItem(3, "{}")));
        Assert.AreEqual("0b{4=00000001 8=00}", later.Sent());
        later.Recv(Wire.Frame(0x0A, Wire.Item(1, "beef") + Wire.Item(2, CourierScript.Topic)
            + Wire.Item(4, "00000002") + Wire.TextItem(3, "{}")));
        Assert.AreEqual("0b{4=00000002 8=02}", later.Sent());
    }

    [TestMethod]
    public void Refused_token_is_forgotten_and_the_next_refusal_is_final()
    {
        Begin();
        s_script.Connect();
        s_script.Close();
        s_script.Open();
        s_script.Sent();
        s_script.Recv(CourierScript.Answer(2, null));
        Assert.IsTrue(s_script.Fault == Fault.TokenRefused);
        s_script.Close();
        s_script.Open();
        Assert.AreEqual("07{2=01 5=00000041 6=01}", s_script.Sent());
        s_script.Recv(CourierScript.Answer(2, null));
        Assert.IsTrue(s_script.Fault == Fault.NotAuthorized);
        Assert.IsNull(s_script.Device.Vault.Record("courier"));
    }

    [TestMethod]
    [DataRow("0800000004" + "01000107", 24)] // a status that nobody has published
    [DataRow("0800000000", 21)] // no status
    [DataRow("080000000b" + "01000100" + "0400020040" + "0000", 21)] // lengths that do not add up
    [DataRow("0800000009" + "01000100" + "0400020040", 21)] // messages of 64 bytes
    [DataRow("0a00000007" + "04000400000001", 21)] // a message before the answer
    [DataRow("0000000000", 21)] // a command that there is not
    [DataRow("08000200010100", 22)] // 131,073 bytes
    public void Wrong_answers_end_it(string hex, int fault)
    {
        Begin();
        s_script.Open();
        s_script.Sent();
        s_script.Recv(hex);
        Assert.AreEqual(fault, (int)s_script.Fault);
    }

    [TestMethod]
    public void Unknown_commands_and_items_are_passed_over()
    {
        Begin();
        s_script.Open();
        s_script.Sent();
        s_script.Recv(Wire.Frame(0x55, Wire.Item(1, "02") + Wire.Item(77, "0102")));
        s_script.Recv(Wire.Frame(0x56, "01ffff"));
        s_script.Recv(Wire.Frame(0x08, Wire.Item(0x99, "0102030405") + Wire.Item(1, "00") + Wire.Item(1, "02")
            + Wire.Item(3, CourierScript.Token) + Wire.Item(0x0A, "00000001") + Wire.Item(0xFE, string.Empty)));
        Assert.IsTrue(s_script.Link.IsOnline);
        s_script.Recv(Wire.Frame(0x0E, Wire.Item(1, CourierScript.Token)) + Wire.Frame(0x0D, string.Empty)
            + Wire.Frame(0x20, "00"));
        Assert.IsTrue(s_script.Link.IsOnline);
    }

    [TestMethod]
    public void Answer_to_what_was_not_said_is_an_error()
    {
        Begin();
        s_script.Open();
        s_script.Recv(CourierScript.Answer(0, CourierScript.Token));
        Assert.IsTrue(s_script.Fault == Fault.ProtocolError);
    }

    [TestMethod]
    public void Second_answer_is_an_error()
    {
        Begin();
        s_script.Connect();
        s_script.Recv(CourierScript.Answer(0, CourierScript.Token));
        Assert.IsTrue(s_script.Fault == Fault.ProtocolError);
    }

    [TestMethod]
    public void Silence_instead_of_an_answer_is_a_timeout()
    {
        Begin();
        s_script.Open();
        s_script.Sent();
        Assert.AreEqual(string.Empty, s_script.Wait());
        Assert.IsTrue(s_script.Fault == Fault.Timeout);
        Assert.IsTrue(s_script.Link.Engine.Deadline == Engine.Never);
    }

    private static void Begin()
    {
        s_script = new CourierScript();
    }

    private static int SavesOfAFixture() => new CourierScript(new FakeVault()).Device.Vault.Saves;
}
