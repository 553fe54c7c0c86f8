using System.Text;
using Tests.Chaos.Rig;

namespace Tests.Chaos;

/// <summary>Invariant "Room" for the whole agent: a command from its bytes to the acknowledgement of its result takes
/// no memory, nor does a report.</summary>
[TestClass]
public sealed class AgentRoomTests
{
    private const string Submit = "<x xmlns='jabber:x:data' type='submit'><field var='pin'><value>2</value></field>";

    private const string Value = "<field var='value'><value>1</value></field>";

    private const string Command = "<command xmlns='http://jabber.org/protocol/commands' action='execute' node=";

    private const string Item = "<message from='pubsub.iot.test'>"
        + "<event xmlns='http://jabber.org/protocol/pubsub#event'><items node='dev1/commands'>"
        + "<item id='c~' publisher='op@iot.test/x'>";

    private const string EndItem = "</command></item></items></event></message>";

    [TestMethod]
    [DataRow("<iq type='set' id='a~' from='op@iot.test/x'>" + Command + "'pin.write'>" + Submit + Value
        + "</x></command></iq>", 0, DisplayName = "ad-hoc command with its answer")]
    [DataRow("<iq type='set' id='a~' from='op@iot.test/x'>" + Command + "'pin.read'>" + Submit
        + "</x></command></iq>", 0, DisplayName = "ad-hoc command that reads a pin")]
    [DataRow("<iq type='set' id='a~' from='op@iot.test/x'>" + Command + "'sensor.read'/></iq>", 0,
        DisplayName = "ad-hoc command that asks for its form")]
    [DataRow("<iq type='set' id='a~' from='op@iot.test/x'>" + Command + "'sensor.read'>"
        + "<x xmlns='jabber:x:data' type='submit'/></command></iq>", 0,
        DisplayName = "ad-hoc command that reads sensors")]
    [DataRow(Item + Command + "'pin.read'>" + Submit + "</x>" + EndItem, 1,
        DisplayName = "command as an item, its result and the acknowledgement")]
    [DataRow(Item + Command + "'pin.write'>" + Submit + "</x>" + EndItem, 1,
        DisplayName = "command as an item that lacks an argument")]
    [DataRow("<message type='chat' id='m~' from='op@iot.test/x'><body>pin.read 2</body></message>", 0,
        DisplayName = "chat")]
    public void Room_whole_agent(string stanza, int results)
    {
        SteadyAgent agent = new(0);
        byte[][] stanzas = [.. Enumerable.Range(0, Room.Messages).Select(number =>
            Encoding.UTF8.GetBytes(stanza.Replace("~", $"{number}", StringComparison.Ordinal)))];
        uint sent = agent.Sent;
        uint last = agent.LastNumber;
        Room.AssertNothingTaken(number =>
        {
            agent.Feed(stanzas[number]);
            agent.Tick();
        });
        Assert.AreEqual((uint)Room.Messages, agent.Sent - sent, "each was answered");
        Assert.AreEqual((uint)(results * Room.Messages), agent.LastNumber - last, "results");
        Assert.AreEqual(0, agent.Dropped);
    }

    [TestMethod]
    public void Room_reports()
    {
        SteadyAgent agent = new(1_000);
        uint last = agent.LastNumber;
        uint sent = agent.Sent;
        Room.AssertNothingTaken(_ => agent.Tick());
        Assert.IsGreaterThanOrEqualTo((uint)Room.Messages, agent.LastNumber - last, "reports");
        Assert.AreEqual(agent.LastNumber - last, agent.Sent - sent, "each was published");
        Assert.AreEqual(0, agent.Dropped);
    }
}
