using System.Xml.Linq;

namespace Tests.Server;

/// <summary>Chat rooms (XEP-0045).</summary>
[TestClass]
public sealed class RoomTests
{
    private const string Room = "floor@conference.sim.localhost";

    private static readonly XNamespace User = "http://jabber.org/protocol/muc#user";

    [TestMethod]
    public void Joining_shows_the_others_then_oneself_then_the_subject()
    {
        World world = new();
        ScriptedClient alice = Joined(world, "alice");
        ScriptedClient bob = world.Online("bob", "b");
        bob.Say(Join("bobby"));
        XElement[] heard = [.. bob.Hear()];
        Assert.AreEqual($"{Room}/alice-nick", (string?)heard[0].Attribute("from"));
        Assert.AreEqual($"{Room}/bobby", (string?)heard[1].Attribute("from"));
        CollectionAssert.Contains(Codes(heard[1]), "110");
        Assert.IsNotNull(heard[^1].Element(ScriptedClient.Client + "subject"));
        CollectionAssert.DoesNotContain(Codes(alice.HearOne()), "110");
    }

    [TestMethod]
    public void The_first_one_owns_the_new_room()
    {
        World world = new();
        ScriptedClient alice = world.Online("alice", "a");
        alice.Say(Join("x"));
        XElement self = alice.Hear()[0];
        CollectionAssert.Contains(Codes(self), "201");
        Assert.AreEqual("owner", (string?)self.Descendants(User + "item").Single().Attribute("affiliation"));
    }

    [TestMethod]
    public void What_is_said_comes_back_to_everybody_and_later_to_newcomers()
    {
        World world = new();
        ScriptedClient alice = Joined(world, "alice");
        ScriptedClient bob = Joined(world, "bob");
        alice.Hear();
        bob.Say($"<message to='{Room}' type='groupchat' id='m1'><body>hello</body></message>");
        Assert.AreEqual($"{Room}/bob-nick", (string?)alice.HearOne().Attribute("from"));
        Assert.AreEqual("m1", (string?)bob.HearOne().Attribute("id"));
        ScriptedClient carol = world.Online("carol", "c");
        carol.Say(Join("carol-nick"));
        XElement[] told =
            [.. carol.Hear().Where(element => element.Element(ScriptedClient.Client + "body") is not null)];
        Assert.AreEqual("hello", told.Single().Element(ScriptedClient.Client + "body")!.Value);
        Assert.IsNotNull(told.Single().Element((XNamespace)"urn:xmpp:delay" + "delay"));
    }

    [TestMethod]
    public void Leaving_and_losing_the_connection_are_seen_and_an_empty_room_is_gone()
    {
        World world = new();
        ScriptedClient alice = Joined(world, "alice");
        ScriptedClient bob = Joined(world, "bob");
        alice.Hear();
        bob.Session.Closed();
        Assert.AreEqual("unavailable", (string?)alice.HearOne().Attribute("type"));
        alice.Say($"<presence type='unavailable' to='{Room}/alice-nick'/>");
        CollectionAssert.Contains(Codes(alice.HearOne()), "110");
        XElement info =
            alice.Ask($"<iq type='get' id='1' to='{Room}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
        Assert.AreEqual("item-not-found", ScriptedClient.Condition(info));
    }

    [TestMethod]
    public void A_taken_nick_is_a_conflict_and_a_new_nick_is_announced()
    {
        World world = new();
        ScriptedClient alice = Joined(world, "alice");
        ScriptedClient bob = world.Online("bob", "b");
        bob.Say(Join("alice-nick"));
        Assert.AreEqual("conflict", ScriptedClient.Condition(bob.HearOne()));
        alice.Say($"<presence to='{Room}/neo'/>");
        XElement[] heard = [.. alice.Hear()];
        Assert.AreEqual("neo", (string?)heard[0].Descendants(User + "item").Single().Attribute("nick"));
        Assert.AreEqual($"{Room}/neo", (string?)heard[1].Attribute("from"));
    }

    [TestMethod]
    public void Whispers_reach_one_and_strangers_cannot_talk()
    {
        World world = new();
        ScriptedClient alice = Joined(world, "alice");
        ScriptedClient bob = Joined(world, "bob");
        alice.Hear();
        bob.Say($"<message to='{Room}/alice-nick' type='chat'><body>psst</body></message>");
        Assert.AreEqual($"{Room}/bob-nick", (string?)alice.HearOne().Attribute("from"));
        ScriptedClient carol = world.Online("carol", "c");
        XElement refused = carol.Ask($"<message to='{Room}' type='groupchat'><body>me too</body></message>");
        Assert.AreEqual("not-acceptable", ScriptedClient.Condition(refused));
    }

    private static string Join(string nick) =>
        $"<presence to='{Room}/{nick}'><x xmlns='http://jabber.org/protocol/muc'/></presence>";

    private static ScriptedClient Joined(World world, string user)
    {
        ScriptedClient client = world.Online(user, user);
        client.Say(Join(user + "-nick"));
        client.Hear();
        return client;
    }

    private static string?[] Codes(XElement presence) =>
        [.. presence.Descendants(User + "status").Select(status => (string?)status.Attribute("code"))];
}
