using System.Xml.Linq;
using HostSim.XmppServer;

namespace Tests.Server;

/// <summary>The switches that make the server misbehave do what they say, and only while they are on.</summary>
[TestClass]
public sealed class FaultTests
{
    [TestMethod]
    public void A_refused_bind_is_a_resource_constraint()
    {
        World world = new();
        ScriptedClient alice = world.Connect();
        alice.Login("alice", "alice-pw");
        world.Domain.Faults.RefuseBind = true;
        XElement refused = alice.Ask("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
        Assert.AreEqual("resource-constraint", ScriptedClient.Condition(refused));
        world.Domain.Faults.RefuseBind = false;
        alice.Bind("a");
    }

    [TestMethod]
    public void A_refused_resume_does_not_end_the_session()
    {
        World world = new();
        ScriptedClient first = world.Bound("alice", "a");
        string? id = (string?)first.Ask("<enable xmlns='urn:xmpp:sm:3' resume='true'/>").Attribute("id");
        first.Session.Closed();
        ScriptedClient second = world.Connect();
        second.Login("alice", "alice-pw");
        string resume = $"<resume xmlns='urn:xmpp:sm:3' previd='{id}' h='0'/>";
        world.Domain.Faults.RefuseResume = true;
        Assert.AreEqual("failed", second.Ask(resume).Name.LocalName);
        world.Domain.Faults.RefuseResume = false;
        Assert.AreEqual("resumed", second.Ask(resume).Name.LocalName);
    }

    [TestMethod]
    public void Withheld_acknowledgements_come_with_the_next_request()
    {
        World world = new();
        ScriptedClient alice = world.Bound("alice", "a");
        alice.Ask("<enable xmlns='urn:xmpp:sm:3'/>");
        world.Domain.Faults.WithholdAcks = true;
        alice.Say("<r xmlns='urn:xmpp:sm:3'/>");
        Assert.IsEmpty(alice.Hear());
        world.Domain.Faults.WithholdAcks = false;
        Assert.AreEqual("a", alice.Ask("<r xmlns='urn:xmpp:sm:3'/>").Name.LocalName);
    }

    [TestMethod]
    public void A_kick_names_its_condition_and_lets_a_session_hibernate()
    {
        World world = new();
        List<string> events = [];
        world.Domain.SessionOnline += jid => events.Add("+" + jid);
        world.Domain.SessionOffline += jid => events.Add("-" + jid);
        ScriptedClient alice = world.Bound("alice", "a");
        alice.Ask("<enable xmlns='urn:xmpp:sm:3' resume='1'/>");
        world.Domain.Kick("alice", "reset");
        Assert.AreEqual("reset", ScriptedClient.Condition(alice.HearOne()));
        Assert.IsNotNull(world.Domain.NextDeadline);
        CollectionAssert.AreEqual(new[] { "+alice@sim.localhost/a", "-alice@sim.localhost/a" }, events);
    }

    [TestMethod]
    [DataRow("alice", "taken")]
    [DataRow("a b", "no local part")]
    [DataRow("", "empty")]
    public void An_account_that_cannot_be_is_refused(string user, string why)
    {
        World world = new();
        Assert.ThrowsExactly<ArgumentException>(() => world.Domain.AddAccount(user, "x"), why);
        Assert.ThrowsExactly<ArgumentException>(() => world.Domain.Disable("nobody"));
    }

    [TestMethod]
    public void A_domain_that_cannot_be_is_refused()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new XmppDomain(new DomainOptions { Domain = "a@b" }));
        Assert.ThrowsExactly<ArgumentException>(() =>
            new XmppDomain(new DomainOptions { Domain = "sim.localhost", ScramMechanisms = ["SCRAM-MD5"] }));
    }
}
