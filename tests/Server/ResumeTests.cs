using System.Xml.Linq;
using static Tests.Server.ResumeScript;

namespace Tests.Server;

/// <summary>Sessions that outlive their connection (XEP-0198 §5).</summary>
[TestClass]
public sealed class ResumeTests
{
    private static readonly XNamespace Sm = "urn:xmpp:sm:3";

    [TestMethod]
    public void A_message_in_flight_survives_a_cut_connection()
    {
        World world = new();
        ScriptedClient alice = world.Bound("alice", "a");
        string id = Enable(alice);
        alice.Say("<presence/>");
        alice.Hear();
        ScriptedClient bob = world.Online("bob", "b");
        bob.Say("<message to='alice@sim.localhost/a' type='chat'><body>one</body></message>");
        alice.Hear();
        alice.Session.Closed();
        bob.Say("<message to='alice@sim.localhost/a' type='chat'><body>two</body></message>");
        ScriptedClient again = Resume(world, id, 1, out XElement answer);
        Assert.AreEqual(Sm + "resumed", answer.Name);
        Assert.AreEqual("1", (string?)answer.Attribute("h"));
        Assert.Contains("one", again.LastText);
        Assert.Contains("two", again.LastText);
        Assert.AreEqual("alice@sim.localhost/a", again.Jid);
    }

    [TestMethod]
    public void What_was_acknowledged_is_not_sent_again()
    {
        World world = new();
        ScriptedClient alice = world.Bound("alice", "a");
        string id = Enable(alice);
        world.Online("bob", "b").Say("<message to='alice@sim.localhost/a'><body>one</body></message>");
        alice.Hear();
        alice.Session.Closed();
        ScriptedClient again = Resume(world, id, 1, out _);
        Assert.DoesNotContain("one", again.LastText);
    }

    [TestMethod]
    public void Hibernation_ends_and_the_messages_are_stored_and_told_late()
    {
        World world = new();
        ScriptedClient alice = world.Bound("alice", "a");
        string id = Enable(alice);
        alice.Say("<presence/>");
        alice.Hear();
        alice.Say("<a xmlns='urn:xmpp:sm:3' h='1'/>");
        alice.Session.Closed();
        ScriptedClient bob = world.Online("bob", "b");
        bob.Say("<message to='alice@sim.localhost'><body>late</body></message>");
        bob.Say("<iq type='get' id='q' to='alice@sim.localhost/a'><ping xmlns='urn:xmpp:ping'/></iq>");
        Assert.IsEmpty(bob.Hear());
        Assert.IsNotNull(world.Domain.NextDeadline);
        world.Pass(TimeSpan.FromSeconds(301));
        Assert.AreEqual("service-unavailable", ScriptedClient.Condition(bob.HearOne()));
        Assert.IsNull(world.Domain.NextDeadline);
        ScriptedClient again = Resume(world, id, 1, out XElement answer);
        Assert.AreEqual(Sm + "failed", answer.Name);
        Assert.AreEqual("1", (string?)answer.Attribute("h"));
        again.Bind("a");
        again.Say("<presence/>");
        Assert.HasCount(2, again.Hear());
        Assert.Contains("late", again.LastText);
        Assert.Contains("urn:xmpp:delay", again.LastText);
    }

    [TestMethod]
    public void Nobody_resumes_somebody_elses_session()
    {
        World world = new();
        ScriptedClient alice = world.Bound("alice", "a");
        string id = Enable(alice);
        alice.Session.Closed();
        ScriptedClient bob = world.Connect();
        bob.Login("bob", "bob-pw");
        XElement answer = bob.Ask($"<resume xmlns='urn:xmpp:sm:3' previd='{id}' h='0'/>");
        Assert.AreEqual("item-not-found", ScriptedClient.Condition(answer));
    }

    [TestMethod]
    public void A_resume_wins_over_a_connection_that_seems_alive()
    {
        World world = new();
        ScriptedClient alice = world.Bound("alice", "a");
        string id = Enable(alice);
        ScriptedClient again = Resume(world, id, 0, out XElement answer);
        Assert.AreEqual(Sm + "resumed", answer.Name);
        Assert.IsTrue(alice.Session.WantsClose);
        Assert.AreEqual("conflict", ScriptedClient.Condition(alice.HearOne()));
        alice.Session.Closed();
        Assert.HasCount(1, world.Domain.OnlineSessions);
        Assert.AreEqual("alice@sim.localhost/a", again.Jid);
    }

    [TestMethod]
    public void After_a_shutdown_a_session_can_be_resumed_unless_it_was_lost()
    {
        World world = new();
        ScriptedClient alice = world.Bound("alice", "a");
        string id = Enable(alice);
        world.Domain.ShutdownStreams();
        Assert.AreEqual("system-shutdown", ScriptedClient.Condition(alice.HearOne()));
        ScriptedClient again = Resume(world, id, 0, out XElement answer);
        Assert.AreEqual(Sm + "resumed", answer.Name);
        again.Session.Closed();
        world.Domain.LoseHibernating();
        Resume(world, id, 0, out answer);
        Assert.AreEqual("item-not-found", ScriptedClient.Condition(answer));
    }

    [TestMethod]
    [DataRow("unknown", 0, "item-not-found")]
    [DataRow(null, 99, "undefined-condition")]
    [DataRow(null, -1, "undefined-condition")]
    public void A_wrong_resume_fails_and_binding_still_works(string? previd, int h, string condition)
    {
        World world = new();
        ScriptedClient alice = world.Bound("alice", "a");
        string id = Enable(alice);
        alice.Session.Closed();
        ScriptedClient again = Resume(world, previd ?? id, h, out XElement answer);
        Assert.AreEqual(condition, ScriptedClient.Condition(answer));
        again.Bind("other");
    }
}
