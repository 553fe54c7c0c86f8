using System.Xml.Linq;
using static Tests.Server.ResumeScript;

namespace Tests.Server;

/// <summary>Acknowledgements from the server's side (XEP-0198 §4).</summary>
[TestClass]
public sealed class StreamManagementTests
{
    private static readonly XNamespace Sm = "urn:xmpp:sm:3";

    [TestMethod]
    public void The_server_asks_for_an_acknowledgement_once_until_it_gets_one()
    {
        World world = new();
        ScriptedClient alice = world.Bound("alice", "a");
        Enable(alice);
        ScriptedClient bob = world.Online("bob", "b");
        bob.Say("<message to='alice@sim.localhost/a'/>");
        Assert.AreEqual(Sm + "r", alice.Hear()[^1].Name);
        bob.Say("<message to='alice@sim.localhost/a'/>");
        Assert.HasCount(1, alice.Hear());
        alice.Say("<a xmlns='urn:xmpp:sm:3' h='1'/>");
        Assert.AreEqual(Sm + "r", alice.HearOne().Name);
    }

    [TestMethod]
    public void The_server_counts_what_it_handled()
    {
        ScriptedClient alice = new World().Bound("alice", "a");
        Enable(alice);
        alice.Say("<presence/><message to='ghost@sim.localhost'/><iq type='get' id='x'/>");
        alice.Hear();
        XElement answer = alice.Ask("<r xmlns='urn:xmpp:sm:3'/>");
        Assert.AreEqual("3", (string?)answer.Attribute("h"));
    }

    [TestMethod]
    public void Acknowledging_too_much_ends_the_stream_and_the_session()
    {
        World world = new();
        ScriptedClient alice = world.Bound("alice", "a");
        string id = Enable(alice);
        XElement error = alice.Ask("<a xmlns='urn:xmpp:sm:3' h='500'/>");
        Assert.AreEqual("undefined-condition", ScriptedClient.Condition(error));
        Assert.IsNotNull(error.Element(Sm + "handled-count-too-high"));
        Resume(world, id, 0, out XElement answer);
        Assert.AreEqual("item-not-found", ScriptedClient.Condition(answer));
    }

    [TestMethod]
    public void Enabling_twice_or_before_bind_is_refused_without_ending_the_stream()
    {
        World world = new();
        ScriptedClient alice = world.Connect();
        alice.Login("alice", "alice-pw");
        const string Enabling = "<enable xmlns='urn:xmpp:sm:3' resume='true'/>";
        Assert.AreEqual("unexpected-request", ScriptedClient.Condition(alice.Ask(Enabling)));
        alice.Bind("a");
        Assert.AreEqual(Sm + "enabled", alice.Ask(Enabling).Name);
        Assert.AreEqual("unexpected-request", ScriptedClient.Condition(alice.Ask(Enabling)));
    }

    [TestMethod]
    public void An_orderly_close_ends_the_session_for_good()
    {
        World world = new();
        ScriptedClient alice = world.Bound("alice", "a");
        string id = Enable(alice);
        alice.Say("</stream:stream>");
        alice.Hear();
        Assert.EndsWith("</stream:stream>", alice.LastText);
        Resume(world, id, 0, out XElement answer);
        Assert.AreEqual("item-not-found", ScriptedClient.Condition(answer));
    }

    [TestMethod]
    public void Too_many_unacknowledged_stanzas_spoil_the_session_but_lose_nothing()
    {
        World world = new();
        world.Domain.Options.Limits.UnackedStanzas = 10;
        ScriptedClient alice = world.Bound("alice", "a");
        Enable(alice);
        ScriptedClient bob = world.Online("bob", "b");
        for (int i = 0; i < 15; i++)
        {
            bob.Say($"<message to='alice@sim.localhost/a'><body>m{i}</body></message>");
        }

        Assert.IsTrue(alice.Session.Abandoned);
        alice.Session.Closed();
        ScriptedClient again = world.Bound("alice", "a");
        again.Say("<presence/>");
        Assert.AreEqual(15, again.Hear().Count(element => element.Name.LocalName == "message"));
    }

    [TestMethod]
    public void A_client_that_never_acknowledges_is_given_up_and_can_resume()
    {
        World world = new();
        ScriptedClient alice = world.Bound("alice", "a");
        string id = Enable(alice);
        world.Online("bob", "b").Say("<message to='alice@sim.localhost/a'><body>one</body></message>");
        alice.Hear();
        world.Pass(TimeSpan.FromSeconds(61));
        Assert.IsTrue(alice.Session.Abandoned);
        alice.Session.Closed();
        ScriptedClient again = Resume(world, id, 0, out _);
        Assert.Contains("one", again.LastText);
    }
}
