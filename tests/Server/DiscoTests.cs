using System.Xml.Linq;

namespace Tests.Server;

/// <summary>What the server tells about itself (XEP-0030, 0092, 0199, 0202).</summary>
[TestClass]
public sealed class DiscoTests
{
    [TestMethod]
    public void The_server_names_itself_and_its_services()
    {
        ScriptedClient alice = new World().Online("alice", "a");
        XElement info = alice.Ask(Query("to='sim.localhost'", "http://jabber.org/protocol/disco#info"));
        Assert.AreEqual("server", (string?)info.Elements().Single().Elements().First().Attribute("category"));
        XElement items = alice.Ask(Query("to='sim.localhost'", "http://jabber.org/protocol/disco#items"));
        CollectionAssert.AreEquivalent(
            new[] { "pubsub.sim.localhost", "conference.sim.localhost" },
            items.Elements().Single().Elements().Select(item => (string?)item.Attribute("jid")).ToArray());
    }

    [TestMethod]
    public void An_account_shows_itself_to_its_owner_and_contacts_only()
    {
        World world = new();
        ScriptedClient alice = world.Online("alice", "a");
        ScriptedClient bob = world.Online("bob", "b");
        XElement own = alice.Ask(Query(string.Empty, "http://jabber.org/protocol/disco#info"));
        Assert.Contains("category='account'", alice.LastText);
        Assert.AreEqual("result", (string?)own.Attribute("type"));
        string foreign = Query("to='alice@sim.localhost'", "http://jabber.org/protocol/disco#items");
        Assert.AreEqual("service-unavailable", ScriptedClient.Condition(bob.Ask(foreign)));
        world.Domain.Befriend("alice", "bob");
        bob.Hear();
        Assert.Contains("alice@sim.localhost/a", bob.Ask(foreign).ToString());
    }

    [TestMethod]
    [DataRow("urn:xmpp:ping", "ping", "result")]
    [DataRow("jabber:iq:version", "query", "host-sim")]
    [DataRow("urn:xmpp:time", "time", "2026-01-01T00:00:00Z")]
    [DataRow("urn:ietf:params:xml:ns:xmpp-session", "session", "result")]
    [DataRow("vcard-temp", "vCard", "service-unavailable")]
    public void Small_questions_get_small_answers(string space, string name, string expected)
    {
        ScriptedClient alice = new World().Online("alice", "a");
        alice.Say($"<iq type='get' id='q' to='sim.localhost'><{name} xmlns='{space}'/></iq>");
        alice.HearOne();
        Assert.Contains(expected, alice.LastText);
    }

    private static string Query(string to, string space) => $"<iq type='get' id='q' {to}><query xmlns='{space}'/></iq>";
}
