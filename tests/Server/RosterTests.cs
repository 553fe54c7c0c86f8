using System.Xml.Linq;

namespace Tests.Server;

/// <summary>Rosters and the subscription handshake (RFC 6121 §2, §3).</summary>
[TestClass]
public sealed class RosterTests
{
    private const string Get = "<iq type='get' id='g'><query xmlns='jabber:iq:roster'/></iq>";

    private static readonly XNamespace Roster = "jabber:iq:roster";

    [TestMethod]
    public void Two_people_become_contacts_step_by_step()
    {
        World world = new();
        ScriptedClient alice = world.Online("alice", "a");
        ScriptedClient bob = world.Online("bob", "b");

        alice.Say("<presence type='subscribe' to='bob@sim.localhost'/>");
        Assert.AreEqual("none subscribe", Push(alice.HearOne()));
        XElement request = bob.HearOne();
        Assert.AreEqual("subscribe", (string?)request.Attribute("type"));
        Assert.AreEqual("alice@sim.localhost", (string?)request.Attribute("from"));

        bob.Say("<presence type='subscribed' to='alice@sim.localhost'/>");
        Assert.AreEqual("from ", Push(bob.HearOne()));
        IReadOnlyList<XElement> heard = alice.Hear();
        Assert.AreEqual("subscribed", (string?)heard[0].Attribute("type"));
        Assert.AreEqual("to ", Push(heard[1]));
        Assert.AreEqual("bob@sim.localhost/b", (string?)heard[2].Attribute("from"));

        bob.Say("<presence type='subscribe' to='alice@sim.localhost'/>");
        alice.Say("<presence type='subscribed' to='bob@sim.localhost'/>");
        Assert.AreEqual("both", Subscription(alice, "bob@sim.localhost"));
        Assert.AreEqual("both", Subscription(bob, "alice@sim.localhost"));
    }

    [TestMethod]
    public void A_request_waits_for_somebody_who_is_offline()
    {
        World world = new();
        ScriptedClient alice = world.Online("alice", "a");
        alice.Say("<presence type='subscribe' to='bob@sim.localhost'><status>hello</status></presence>");
        ScriptedClient bob = world.Bound("bob", "b");
        bob.Say("<presence/>");
        Assert.Contains("<status>hello</status>", (bob.Hear(), bob.LastText).LastText);
        bob.Say("<presence type='unsubscribed' to='alice@sim.localhost'/>");
        ScriptedClient later = world.Bound("bob", "later");
        later.Say("<presence/>");
        later.Hear();
        Assert.DoesNotContain("subscribe", later.LastText);
    }

    [TestMethod]
    public void Approval_nobody_asked_for_changes_nothing()
    {
        World world = new();
        ScriptedClient alice = world.Online("alice", "a");
        ScriptedClient bob = world.Online("bob", "b");
        bob.Say("<presence type='subscribed' to='alice@sim.localhost'/>");
        Assert.IsEmpty(alice.Hear());
        Assert.IsEmpty(alice.Ask(Get).Descendants(Roster + "item"));
    }

    [TestMethod]
    public void Unsubscribing_and_cancelling_go_dark_in_the_right_direction()
    {
        World world = new();
        world.Domain.Befriend("alice", "bob");
        ScriptedClient alice = world.Online("alice", "a");
        ScriptedClient bob = world.Online("bob", "b");
        alice.Hear();
        bob.Hear();
        alice.Say("<presence type='unsubscribe' to='bob@sim.localhost'/>");
        Assert.AreEqual("from ", Push(alice.Hear()[0]));
        Assert.Contains("type='unsubscribe'", (bob.Hear(), bob.LastText).LastText);
        Assert.AreEqual("to", Subscription(bob, "alice@sim.localhost"));
        bob.Say("<presence><show>away</show></presence>");
        Assert.IsEmpty(alice.Hear().Where(element => element.Name.LocalName == "presence"));
        alice.Say("<presence type='unsubscribed' to='bob@sim.localhost'/>");
        Assert.Contains("type='unavailable'", (bob.Hear(), bob.LastText).LastText);
        Assert.AreEqual("none", Subscription(bob, "alice@sim.localhost"));
    }

    [TestMethod]
    public void Set_pushes_to_every_interested_resource_and_remove_ends_both_directions()
    {
        World world = new();
        world.Domain.Befriend("alice", "bob");
        ScriptedClient first = world.Online("alice", "1");
        ScriptedClient second = world.Online("alice", "2");
        ScriptedClient bob = world.Online("bob", "b");
        first.Hear();
        second.Hear();
        first.Say("<iq type='set' id='s'><query xmlns='jabber:iq:roster'>"
            + "<item jid='bob@sim.localhost' name='Bob &amp; Co'><group>Fleet</group></item></query></iq>");
        Assert.HasCount(2, first.Hear());
        XElement item = second.HearOne().Descendants(Roster + "item").Single();
        Assert.AreEqual("Bob & Co", (string?)item.Attribute("name"));
        Assert.AreEqual("Fleet", item.Element(Roster + "group")!.Value);
        first.Say("<iq type='set' id='r'><query xmlns='jabber:iq:roster'>"
            + "<item jid='bob@sim.localhost' subscription='remove'/></query></iq>");
        Assert.Contains("subscription='remove'", (second.Hear(), second.LastText).LastText);
        Assert.AreEqual("none", Subscription(bob, "alice@sim.localhost"));
        Assert.IsEmpty(first.Hear().Concat([first.Ask(Get)]).Last().Descendants(Roster + "item"));
    }

    [TestMethod]
    [DataRow("<item jid='x@y'/><item jid='z@y'/>", "bad-request")]
    [DataRow("<item/>", "bad-request")]
    [DataRow("<item jid='nobody@sim.localhost' subscription='remove'/>", "item-not-found")]
    [DataRow("<item jid='x@y'><group></group></item>", "not-acceptable")]
    public void A_wrong_set_says_what_is_wrong(string items, string condition)
    {
        ScriptedClient alice = new World().Online("alice", "a");
        XElement answer = alice.Ask($"<iq type='set' id='s'><query xmlns='jabber:iq:roster'>{items}</query></iq>");
        Assert.AreEqual(condition, ScriptedClient.Condition(answer));
    }

    [TestMethod]
    public void The_roster_is_nobody_elses_business_and_has_a_limit()
    {
        World world = new();
        world.Domain.Options.Limits.RosterItems = 1;
        ScriptedClient alice = world.Online("alice", "a");
        XElement foreign =
            alice.Ask("<iq type='get' id='g' to='bob@sim.localhost'><query xmlns='jabber:iq:roster'/></iq>");
        Assert.AreEqual("forbidden", ScriptedClient.Condition(foreign));
        alice.Say("<presence type='subscribe' to='bob@sim.localhost'/>");
        alice.Hear();
        alice.Say("<presence type='subscribe' to='carol@sim.localhost'/>");
        Assert.AreEqual("resource-constraint", ScriptedClient.Condition(alice.HearOne()));
    }

    [TestMethod]
    public void A_known_version_is_answered_with_nothing()
    {
        ScriptedClient alice = new World().Online("alice", "a");
        XElement full = alice.Ask("<iq type='get' id='1'><query xmlns='jabber:iq:roster' ver=''/></iq>");
        string? version = (string?)full.Element(Roster + "query")!.Attribute("ver");
        XElement again = alice.Ask($"<iq type='get' id='2'><query xmlns='jabber:iq:roster' ver='{version}'/></iq>");
        Assert.IsFalse(again.HasElements);
    }

    private static string Push(XElement iq)
    {
        XElement item = iq.Descendants(Roster + "item").Single();
        return $"{(string?)item.Attribute("subscription")} {(string?)item.Attribute("ask")}";
    }

    private static string? Subscription(ScriptedClient client, string jid)
    {
        client.Hear();
        return (string?)client.Ask(Get).Descendants(Roster + "item")
            .Single(item => (string?)item.Attribute("jid") == jid).Attribute("subscription");
    }
}
