using System.Xml.Linq;
using HostSim.XmppServer;

namespace Tests.Server;

/// <summary>Personal eventing (XEP-0163): who hears what an account publishes about itself.</summary>
[TestClass]
public sealed class PepTests
{
    private const string Publish =
        "<iq type='set' id='p'><pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='mood'>"
        + "<item id='now'><mood xmlns='urn:mood'/></item></publish></pubsub></iq>";

    private static readonly XNamespace Event = "http://jabber.org/protocol/pubsub#event";

    [TestMethod]
    public void Contacts_that_ask_with_notify_hear_and_others_do_not()
    {
        World world = new();
        world.Domain.Befriend("alice", "bob");
        world.Domain.Befriend("alice", "carol");
        ScriptedClient alice = world.Online("alice", "a");
        ScriptedClient bob = Listening(world, "bob");
        ScriptedClient carol = world.Online("carol", "c");
        alice.Hear();
        alice.Say(Publish);
        XElement heard = bob.HearOne();
        Assert.AreEqual("headline", (string?)heard.Attribute("type"));
        Assert.AreEqual("alice@sim.localhost", (string?)heard.Attribute("from"));
        Assert.AreEqual("now", (string?)heard.Descendants(Event + "item").Single().Attribute("id"));
        Assert.IsEmpty(carol.Hear());
    }

    [TestMethod]
    public void A_newcomer_gets_the_last_item_once_its_capabilities_are_known()
    {
        World world = new();
        world.Domain.Befriend("alice", "bob");
        world.Online("alice", "a").Say(Publish);
        ScriptedClient bob = Listening(world, "bob");
        Assert.Contains("<item id='now'>", bob.LastText);
    }

    [TestMethod]
    public void Without_the_filter_every_contact_and_the_owner_hear()
    {
        World world = new(clock => new DomainOptions
        {
            Domain = "sim.localhost",
            Clock = clock,
            Entropy = Entropy.FromSeed(1),
            FilterPepByCaps = false,
        });
        world.Domain.Befriend("alice", "bob");
        ScriptedClient alice = world.Online("alice", "a");
        ScriptedClient bob = world.Online("bob", "b");
        alice.Hear();
        alice.Say(Publish);
        Assert.AreEqual("message", bob.HearOne().Name.LocalName);
        Assert.HasCount(2, alice.Hear());
    }

    [TestMethod]
    public void A_stranger_may_neither_read_nor_publish()
    {
        World world = new();
        world.Online("alice", "a").Say(Publish);
        ScriptedClient bob = world.Online("bob", "b");
        XElement read = bob.Ask("<iq type='get' id='r' to='alice@sim.localhost'>"
            + "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='mood'/></pubsub></iq>");
        Assert.AreEqual("not-authorized", ScriptedClient.Condition(read));
        XElement write =
            bob.Ask(Publish.Replace("id='p'", "id='p' to='alice@sim.localhost'", StringComparison.Ordinal));
        Assert.AreEqual("forbidden", ScriptedClient.Condition(write));
    }

    // Comes online with capabilities, answers the server's question about them and has read everything since.
    private static ScriptedClient Listening(World world, string user)
    {
        ScriptedClient client = world.Bound(user, "caps");
        client.Say("<presence>"
            + "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:t' ver='1'/></presence>");
        XElement question = client.Hear().Single(element => element.Name.LocalName == "iq");
        client.Say($"<iq type='result' id='{(string?)question.Attribute("id")}' to='{user}@sim.localhost'>"
            + "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='mood+notify'/></query></iq>");
        client.Hear();
        return client;
    }
}
