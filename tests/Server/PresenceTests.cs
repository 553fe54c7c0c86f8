using System.Xml.Linq;

namespace Tests.Server;

/// <summary>Who sees whom, and when (RFC 6121 §4).</summary>
[TestClass]
public sealed class PresenceTests
{
    [TestMethod]
    public void A_newcomer_sees_itself_its_other_resources_and_its_contacts()
    {
        World world = new();
        world.Domain.Befriend("alice", "bob");
        world.Online("alice", "1");
        world.Online("bob", "b");
        ScriptedClient second = world.Bound("alice", "2");
        second.Say("<presence/>");
        string?[] seen = [.. second.Hear().Select(element => (string?)element.Attribute("from"))];
        CollectionAssert.AreEquivalent(
            new[] { "alice@sim.localhost/2", "alice@sim.localhost/1", "bob@sim.localhost/b" },
            seen);
    }

    [TestMethod]
    public void A_lost_connection_makes_the_resource_unavailable_for_contacts_and_directed_ones()
    {
        World world = new();
        world.Domain.Befriend("alice", "bob");
        ScriptedClient bob = world.Online("bob", "b");
        ScriptedClient carol = world.Online("carol", "c");
        ScriptedClient alice = world.Online("alice", "a");
        alice.Say("<presence to='carol@sim.localhost'/>");
        bob.Hear();
        carol.Hear();
        alice.Session.Closed();
        Assert.AreEqual("unavailable", (string?)bob.HearOne().Attribute("type"));
        Assert.AreEqual("unavailable", (string?)carol.HearOne().Attribute("type"));
    }

    [TestMethod]
    public void Strangers_see_nothing_even_if_they_probe()
    {
        World world = new();
        ScriptedClient bob = world.Online("bob", "b");
        ScriptedClient alice = world.Online("alice", "a");
        Assert.IsEmpty(bob.Hear());
        alice.Say("<presence type='probe' to='bob@sim.localhost'/>");
        Assert.IsEmpty(alice.Hear());
        Assert.IsEmpty(bob.Hear());
    }

    [TestMethod]
    [DataRow("<presence><priority>128</priority></presence>")]
    [DataRow("<presence><priority>high</priority></presence>")]
    [DataRow("<presence type='odd'/>")]
    public void Nonsense_is_a_bad_request(string presence)
    {
        ScriptedClient alice = new World().Bound("alice", "a");
        Assert.AreEqual("bad-request", ScriptedClient.Condition(alice.Ask(presence)));
    }

    [TestMethod]
    public void An_error_is_never_answered()
    {
        ScriptedClient alice = new World().Online("alice", "a");
        alice.Say("<presence type='error'/><message type='error' to='ghost@sim.localhost'/>"
            + "<iq type='error' id='1' to='ghost@sim.localhost'/><iq type='result' id='2' to='sim.localhost'/>");
        Assert.IsEmpty(alice.Hear());
    }

    [TestMethod]
    public void Blocked_people_neither_see_nor_reach_the_account()
    {
        World world = new();
        world.Domain.Befriend("alice", "bob");
        ScriptedClient alice = world.Online("alice", "a");
        ScriptedClient bob = world.Online("bob", "b");
        bob.Hear();
        alice.Hear();
        alice.Say("<iq type='set' id='b'>"
            + "<block xmlns='urn:xmpp:blocking'><item jid='bob@sim.localhost'/></block></iq>");
        Assert.AreEqual("unavailable", (string?)bob.HearOne().Attribute("type"));
        XElement bounce = bob.Ask("<message to='alice@sim.localhost' type='chat'><body>x</body></message>");
        Assert.AreEqual("service-unavailable", ScriptedClient.Condition(bounce));
        alice.Hear();
        XElement own = alice.Ask("<message to='bob@sim.localhost'/>");
        Assert.AreEqual("not-acceptable", ScriptedClient.Condition(own));
        alice.Say("<iq type='set' id='u'><unblock xmlns='urn:xmpp:blocking'/></iq>");
        alice.Hear();
        bob.Say("<message to='alice@sim.localhost' type='chat'><body>x</body></message>");
        Assert.AreEqual("message", alice.HearOne().Name.LocalName);
    }
}
