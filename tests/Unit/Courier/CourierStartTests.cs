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

    private readonly CourierScript _script = new();

    [TestMethod]
    public void First_connect_has_no_token()
    {
        _script.Open();
        Assert.AreEqual("07{2=01 5=00000041 6=01}", _script.Sent());
        Assert.IsFalse(_script.Link.IsOnline);
    }

    [TestMethod]
    public void Bytes_are_as_published()
    {
        byte[] sent = new byte[100];
        _script.Open();
        int count = _script.Link.Engine.Transmit(sent, 0, sent.Length);
        Assert.AreEqual("070000000f" + "02000101" + "05000400000041" + "06000101", Wire.Hex(sent, 0, count));
        _script.Recv(CourierScript.Answer(0, CourierScript.Token));
        count = _script.Link.Engine.Transmit(sent, 0, 16);
        Assert.AreEqual("140000000b010001010200047fffffff", Wire.Hex(sent, 0, count));
        _script.Sent();
        _script.Device.Clock.Now += 4 * 60_000;
        _script.Link.Engine.Tick(_script.Device.Clock.Now);
        count = _script.Link.Engine.Transmit(sent, 0, sent.Length);
        Assert.AreEqual("0c00000000", Wire.Hex(sent, 0, count));
    }

    [TestMethod]
    public void Token_is_taken_and_used()
    {
        _script.Open();
        _script.Sent();
        _script.Recv(CourierScript.Answer(0, CourierScript.Token));
        Assert.AreEqual("14{1=01 2=7fffffff} 09{1=token 2=topic} 11{1=token 2=topic} " + Presence, _script.Sent());
        Assert.IsTrue(_script.Link.IsOnline);

        CourierScript later = new(_script.Device.Vault);
        later.Open();
        Assert.AreEqual("07{1=token 2=01 5=00000041 6=01}", later.Sent());
    }

    [TestMethod]
    public void Token_that_is_accepted_need_not_come_again()
    {
        _script.Connect();
        _script.Close();
        _script.Open();
        _script.Sent();
        _script.Recv(CourierScript.Answer(0, null));
        Assert.IsTrue(_script.Link.IsOnline);
        Assert.AreEqual(1, _script.Device.Vault.Saves - SavesOfAFixture());
    }

    [TestMethod]
    public void Answer_without_any_token_is_none()
    {
        _script.Open();
        _script.Recv(CourierScript.Answer(0, null));
        Assert.IsTrue(_script.Fault == Fault.ProtocolError);
    }

    [TestMethod]
    public void Token_of_the_topic_is_asked_for_once()
    {
        _script.Connect();
        _script.Recv(Wire.Frame(0x12, Wire.Item(1, "00") + Wire.Item(2, "cafe") + Wire.Item(3, CourierScript.Topic)));
        _script.Recv(Wire.Frame(0x12, Wire.Item(1, "00") + Wire.Item(2, "beef") + Wire.Item(3, "00")));
        _script.Recv(Wire.Frame(0x12, Wire.Item(1, "01") + Wire.Item(2, "beef") + Wire.Item(3, CourierScript.Topic)));
        CourierScript later = new(_script.Device.Vault);
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
        _script.Connect();
        _script.Close();
        _script.Open();
        _script.Sent();
        _script.Recv(CourierScript.Answer(2, null));
        Assert.IsTrue(_script.Fault == Fault.TokenRefused);
        _script.Close();
        _script.Open();
        Assert.AreEqual("07{2=01 5=00000041 6=01}", _script.Sent());
        _script.Recv(CourierScript.Answer(2, null));
        Assert.IsTrue(_script.Fault == Fault.NotAuthorized);
        Assert.IsNull(_script.Device.Vault.Record("courier"));
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
        _script.Open();
        _script.Sent();
        _script.Recv(hex);
        Assert.AreEqual(fault, (int)_script.Fault);
    }

    [TestMethod]
    public void Unknown_commands_and_items_are_passed_over()
    {
        _script.Open();
        _script.Sent();
        _script.Recv(Wire.Frame(0x55, Wire.Item(1, "02") + Wire.Item(77, "0102")));
        _script.Recv(Wire.Frame(0x56, "01ffff"));
        _script.Recv(Wire.Frame(0x08, Wire.Item(0x99, "0102030405") + Wire.Item(1, "00") + Wire.Item(1, "02")
            + Wire.Item(3, CourierScript.Token) + Wire.Item(0x0A, "00000001") + Wire.Item(0xFE, string.Empty)));
        Assert.IsTrue(_script.Link.IsOnline);
        _script.Recv(Wire.Frame(0x0E, Wire.Item(1, CourierScript.Token)) + Wire.Frame(0x0D, string.Empty)
            + Wire.Frame(0x20, "00"));
        Assert.IsTrue(_script.Link.IsOnline);
    }

    [TestMethod]
    public void Answer_to_what_was_not_said_is_an_error()
    {
        _script.Open();
        _script.Recv(CourierScript.Answer(0, CourierScript.Token));
        Assert.IsTrue(_script.Fault == Fault.ProtocolError);
    }

    [TestMethod]
    public void Second_answer_is_an_error()
    {
        _script.Connect();
        _script.Recv(CourierScript.Answer(0, CourierScript.Token));
        Assert.IsTrue(_script.Fault == Fault.ProtocolError);
    }

    [TestMethod]
    public void Silence_instead_of_an_answer_is_a_timeout()
    {
        _script.Open();
        _script.Sent();
        Assert.AreEqual(string.Empty, _script.Wait());
        Assert.IsTrue(_script.Fault == Fault.Timeout);
        Assert.IsTrue(_script.Link.Engine.Deadline == Engine.Never);
    }

    private static int SavesOfAFixture() => new CourierScript(new FakeVault()).Device.Vault.Saves;
}
