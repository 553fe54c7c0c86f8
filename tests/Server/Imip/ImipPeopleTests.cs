using HostSim.ImipServer;

namespace Tests.Server.Imip;

/// <summary>Who sees whom, and who writes to whom.</summary>
[TestClass]
public sealed class ImipPeopleTests
{
    private readonly ImipWorld _world = new();

    [TestMethod]
    public void Buddy_is_asked_and_seen_when_it_says_yes()
    {
        ImipClient dev = _world.Online("dev");
        ImipClient op = _world.Online("op");
        op.Ask("LIST ADD dev", "let me see you", "List: Buddy", "From: op").IsAck(600).To(op);
        Reply question = dev.HearOne().Is("LIST ADD dev");
        Assert.AreEqual("op|Buddy|let me see you", $"{question["From"]}|{question["List"]}|{question.Body}");
        dev.Tell("ACK 600", "", $"Reference: {question["ID"]}");
        Assert.AreEqual("dev", op.HearOne().Is("STAT ONLINE")["From"]);
        dev.Ask("STAT BUSY", "refused").IsAck(600);
        Assert.AreEqual("refused", op.HearOne().Is("STAT BUSY").Body);
        dev.Session.Closed();
        op.HearOne().Is("STAT OFFLINE");
    }

    [TestMethod]
    public void Buddy_that_says_no_is_not_seen()
    {
        ImipClient dev = _world.Online("dev");
        ImipClient eve = _world.Online("eve");
        eve.Ask("LIST ADD dev").IsAck(600);
        dev.Tell("ACK 805", "", $"Reference: {dev.HearOne()["ID"]}");
        dev.Ask("STAT AWAY").IsAck(600);
        Assert.IsEmpty(eve.Hear());
    }

    [TestMethod]
    public void Question_waits_for_somebody_who_is_not_there()
    {
        ImipClient op = _world.Online("op");
        op.Ask("LIST ADD dev", "please").IsAck(600);
        ImipClient dev = ImipClient.LoggedIn(_world.Domain, "dev");
        dev.Say("STAT ONLINE");
        Reply[] heard = dev.Hear();
        Assert.HasCount(2, heard);
        Assert.AreEqual("please", heard[1].Is("LIST ADD dev").Body);
        dev.Ask("LIST ADD op", "", "List: Allow").IsAck(600);
        Assert.AreEqual("dev", op.HearOne().Is("STAT ONLINE")["From"]);
    }

    [TestMethod]
    public void Foreign_answers_admit_nobody()
    {
        ImipClient dev = _world.Online("dev");
        ImipClient eve = _world.Online("eve");
        eve.Ask("LIST ADD dev").IsAck(600);
        string id = dev.HearOne()["ID"];
        eve.Tell("ACK 600", "", $"Reference: {id}");
        Assert.IsEmpty(eve.Hear());
        dev.Ask("STAT AWAY").IsAck(600);
        Assert.IsEmpty(eve.Hear());
    }

    [TestMethod]
    public void Invisible_is_offline_for_others_and_friends_are_seen_on_arrival()
    {
        _world.Domain.Befriend("op", "dev");
        ImipClient op = _world.Online("op");
        ImipClient dev = ImipClient.LoggedIn(_world.Domain, "dev");
        dev.Say("STAT ONLINE");
        Assert.AreEqual("op", dev.Hear()[1].Is("STAT ONLINE")["From"]);
        Assert.AreEqual("dev", op.HearOne().Is("STAT ONLINE")["From"]);
        op.Ask("STAT OFFLINE").IsAck(600);
        dev.HearOne().Is("STAT OFFLINE");
    }

    [TestMethod]
    public void Lists_are_told_and_shortened()
    {
        ImipClient op = _world.Online("op");
        op.Ask("LIST ADD dev").IsAck(600);
        op.Ask("LIST ADD eve", "", "List: Block").IsAck(600);
        op.Say("LIST GET");
        Reply[] told = op.Hear();
        CollectionAssert.AreEqual((string[])["LIST ADD eve Block", "LIST ADD dev Buddy", "ACK 600 "],
            told.Select(reply => $"{reply.First} {reply["List"]}").ToArray());
        Assert.IsTrue(told.All(reply => reply["Reference"] == op.LastId));
        op.Ask("LIST DEL dev").IsAck(600);
        op.Say("LIST GET");
        Assert.HasCount(2, op.Hear());
    }

    [TestMethod]
    public void Message_arrives_with_what_goes_along()
    {
        ImipClient dev = _world.Online("dev");
        ImipClient op = _world.Online("op");
        op.Tell("MESG", "pin.write 2 1", "To: dev", "ACK-Type: errors-only", "From: eve", "Command-Id: c1",
            "X-Other: y", "Delayed: never");
        Reply message = dev.HearOne().Is("MESG");
        Assert.AreEqual("pin.write 2 1", message.Body);
        Assert.AreEqual("op|c1|y||", string.Join('|', message["From"], message["Command-Id"], message["X-Other"],
            message["ACK-Type"], message["Delayed"]), "the server says who it was");
    }

    [TestMethod]
    [DataRow("all", "dev", 600)]
    [DataRow("all", "nobody", 804)]
    [DataRow("errors-only", "nobody", 804)]
    [DataRow("errors-only", "eve", 805)]
    [DataRow("errors-only", "", 801)]
    [DataRow("none", "nobody", 0)]
    [DataRow("none", "dev", 0)]
    [DataRow("errors-only", "dev", 0)]
    public void Acknowledgement_is_as_wished(string type, string to, int code)
    {
        ImipClient eve = _world.Online("eve");
        eve.Ask("LIST ADD op", "", "List: Block").IsAck(600);
        ImipClient op = _world.Online("op");
        op.Say("MESG", "hi", $"To: {to}", $"ACK-Type: {type}");
        Reply[] heard = op.Hear();
        Assert.AreEqual(code == 0 ? "" : $"ACK {code}", string.Concat(heard.Select(reply => reply.First)));
    }

    [TestMethod]
    public void Message_waits_and_says_since_when()
    {
        ImipClient op = _world.Online("op");
        op.Ask("MESG", "first", "To: dev", "ACK-Type: all").IsAck(600);
        op.Ask("MESG", "second", "To: dev", "ACK-Type: all").IsAck(600);
        string then = $"{_world.Clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}";
        _world.Clock.Advance(TimeSpan.FromMinutes(5));
        ImipClient dev = ImipClient.LoggedIn(_world.Domain, "dev");
        dev.Say("STAT ONLINE");
        Reply[] heard = dev.Hear();
        CollectionAssert.AreEqual((string[])["", "first", "second"], heard.Select(reply => reply.Body).ToArray());
        Assert.AreEqual(then, heard[1]["Delayed"]);
        dev.Session.Closed();
        dev = ImipClient.LoggedIn(_world.Domain, "dev");
        dev.Ask("STAT ONLINE").IsAck(600);
        Assert.IsEmpty(dev.Hear(), "once is enough");
    }

    [TestMethod]
    public void Oldest_message_makes_way()
    {
        ImipWorld world = new(new ImipLimits { OfflineMessages = 2 });
        ImipClient op = world.Online("op");
        foreach (string body in new[] { "1", "2", "3" })
        {
            op.Ask("MESG", body, "To: dev", "ACK-Type: all").IsAck(600);
        }

        ImipClient dev = ImipClient.LoggedIn(world.Domain, "dev");
        dev.Say("STAT ONLINE");
        Assert.AreEqual("23", string.Concat(dev.Hear().Select(reply => reply.Body)));
    }
}
