using System.Text;
using Core;
using Core.Commands;
using Tests.Chaos.Rig;

namespace Tests.Chaos;

/// <summary>Invariant "Room": after construction, steady traffic takes no memory at all.</summary>
[TestClass]
public sealed class RoomTests
{
    private const string Submit = "<x xmlns='jabber:x:data' type='submit'><field var='pin'><value>2</value></field>"
        + "<field var='value'><value>1</value></field></x></command>";

    private const string Command = "<command xmlns='http://jabber.org/protocol/commands' node='pin.write'>" + Submit;

    [TestMethod]
    [DataRow("<iq type='set' id='a~' from='op@iot.test/x'>" + Command + "</iq>", DisplayName = "ad-hoc command")]
    [DataRow("<iq type='set' id='a~' from='op@iot.test/x'><command xmlns='http://jabber.org/protocol/commands' "
        + "node='pin.write'/></iq>", DisplayName = "form of an ad-hoc command")]
    [DataRow("<message from='pubsub.iot.test'><event xmlns='http://jabber.org/protocol/pubsub#event'><items "
        + "node='dev1/commands'><item id='c~' publisher='op@iot.test/x'>" + Command + "</item></items></event>"
        + "</message>",
        DisplayName = "command as an item")]
    [DataRow("<message type='chat' id='m~' from='op@iot.test/x'><body>pin.write 2 1</body><request "
        + "xmlns='urn:xmpp:receipts'/></message>", DisplayName = "chat with receipt")]
    [DataRow("<message type='chat' id='m~' from='op@iot.test/it&apos;s me'><body>nonsense &amp; more</body></message>",
        DisplayName = "chat that is no command, with references")]
    [DataRow("<message type='chat' id='m~' from='eve@evil.test/x'><body>pin.write 2 1</body></message>",
        DisplayName = "chat of a stranger")]
    [DataRow("<iq type='get' id='p~' from='iot.test'><ping xmlns='urn:xmpp:ping'/></iq>", DisplayName = "ping")]
    [DataRow("<iq type='get' id='d~' from='op@iot.test/x'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>",
        DisplayName = "disco")]
    [DataRow("<iq type='get' id='u~' from='op@iot.test/x'><query xmlns='urn:example:unknown'/></iq>",
        DisplayName = "unknown request")]
    [DataRow("<iq type='set' id='s~' from='op@iot.test/x'><set xmlns='urn:nf:iot:ctr:1.0'><b n='pin2' v='true'/></set>"
        + "</iq>", DisplayName = "control")]
    [DataRow("<iq type='result' id='x~' from='eve@evil.test/x'/>", DisplayName = "answer that nobody waits for")]
    [DataRow("<presence from='op@iot.test/x'><show>away</show></presence>", DisplayName = "presence")]
    [DataRow("<r xmlns='urn:xmpp:sm:3'/>", DisplayName = "request for acknowledgement")]
    public void Room_received(string stanza)
    {
        SteadyLink link = new();
        byte[][] stanzas = [.. Enumerable.Range(0, Room.Messages).Select(number =>
            Encoding.UTF8.GetBytes(stanza.Replace("~", $"{number}", StringComparison.Ordinal)))];
        AssertNothingTaken(link, number =>
        {
            link.Feed(stanzas[number]);
            link.Tick();
        });
    }

    [TestMethod]
    public void Room_published()
    {
        FieldList fields = new(Limits.Result);
        fields.AddThousandths("Temperature", 21_500, "Cel");
        fields.AddThousandths("Humidity", 48_200, "%RH");
        SteadyLink link = new();
        AssertNothingTaken(link, _ => link.Publish(fields));
        Assert.AreEqual(Room.Messages, link.Owner.Taken, "every publication was answered");
    }

    [TestMethod]
    public void Room_in_silence()
    {
        SteadyLink link = new();
        AssertNothingTaken(link, _ => link.Tick());
    }

    private static void AssertNothingTaken(SteadyLink link, Action<int> step)
    {
        Room.AssertNothingTaken(step);
        Assert.AreEqual(Fault.None, link.Fault);
    }
}
