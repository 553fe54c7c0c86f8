using System.Xml.Linq;
using static Tests.Server.PubSubScript;

namespace Tests.Server;

/// <summary>Publishing, subscribing and reading (XEP-0060 §6, §7).</summary>
[TestClass]
public sealed class PubSubTests
{
    [TestMethod]
    public void Publish_reaches_subscribers_with_its_payload()
    {
        World world = new();
        ScriptedClient alice = world.Online("alice", "a");
        ScriptedClient bob = world.Online("bob", "b");
        Result(alice, Set("<create node='n'/>"));
        XElement subscription = Result(bob, Set("<subscribe node='n' jid='bob@sim.localhost'/>"));
        XElement granted = subscription.Descendants(PubSub + "subscription").Single();
        Assert.AreEqual("subscribed", (string?)granted.Attribute("subscription"));
        XElement published = Result(alice, Publish("n", "r1", "<v xmlns='urn:v'>21.5</v>"));
        Assert.AreEqual("r1", (string?)published.Descendants(PubSub + "item").Single().Attribute("id"));
        XElement message = bob.HearOne();
        Assert.AreEqual("headline", (string?)message.Attribute("type"));
        Assert.AreEqual("pubsub.sim.localhost", (string?)message.Attribute("from"));
        XElement item = message.Descendants(Event + "item").Single();
        Assert.AreEqual("21.5", item.Value);
        Assert.IsNull(item.Attribute("publisher"));
    }

    [TestMethod]
    public void Publishing_creates_the_node_with_the_options_and_holds_later_ones_against_it()
    {
        World world = new();
        ScriptedClient alice = world.Online("alice", "a");
        Result(alice, Publish("auto", "1", "<v xmlns='urn:v'/>", Options("max_items", "2")));
        Result(alice, Publish("auto", "2", "<v xmlns='urn:v'/>", Options("max_items", "2")));
        XElement refused = alice.Ask(Publish("auto", "3", "<v xmlns='urn:v'/>", Options("access_model", "whitelist")));
        Assert.AreEqual("conflict", ScriptedClient.Condition(refused));
        Assert.Contains("precondition-not-met", refused.ToString());
        Result(alice, Publish("auto", "3", "<v xmlns='urn:v'/>"));
        Assert.AreEqual("2,3", Ids(Result(alice, Get("<items node='auto'/>"))));
        Assert.AreEqual("3", Ids(Result(alice, Get("<items node='auto' max_items='1'/>"))));
        Assert.AreEqual("2", Ids(Result(alice, Get("<items node='auto'><item id='2'/></items>"))));
    }

    [TestMethod]
    public void The_publisher_is_named_where_the_node_says_so()
    {
        World world = new();
        ScriptedClient alice = world.Online("alice", "a");
        Result(alice, Publish("n", "1", "<v xmlns='urn:v'/>", Options("itemreply", "publisher")));
        XElement item = Result(alice, Get("<items node='n'/>")).Descendants(PubSub + "item").Single();
        Assert.AreEqual("alice@sim.localhost", (string?)item.Attribute("publisher"));
    }

    [TestMethod]
    public void The_last_item_follows_the_subscription_where_configured()
    {
        World world = new();
        ScriptedClient alice = world.Online("alice", "a");
        Result(alice, Publish("n", "1", "<v xmlns='u'/>", Options("send_last_published_item", "on_sub")));
        ScriptedClient bob = world.Online("bob", "b");
        bob.Say(Set("<subscribe node='n' jid='bob@sim.localhost'/>"));
        IReadOnlyList<XElement> heard = bob.Hear();
        Assert.AreEqual("iq", heard[0].Name.LocalName);
        Assert.AreEqual("1", (string?)heard[1].Descendants(Event + "item").Single().Attribute("id"));
    }

    [TestMethod]
    public void A_subscriber_sees_and_ends_its_own_subscriptions()
    {
        World world = new();
        ScriptedClient alice = world.Online("alice", "a");
        Result(alice, Set("<create node='n'/>"));
        Result(alice, Set("<subscribe node='n' jid='alice@sim.localhost'/>"));
        Assert.HasCount(1, Result(alice, Get("<subscriptions/>")).Descendants(PubSub + "subscription").ToArray());
        Assert.HasCount(1, Result(alice, Get("<affiliations/>")).Descendants(PubSub + "affiliation").ToArray());
        Result(alice, Set("<unsubscribe node='n' jid='alice@sim.localhost'/>"));
        XElement again = alice.Ask(Set("<unsubscribe node='n' jid='alice@sim.localhost'/>"));
        Assert.AreEqual("unexpected-request", ScriptedClient.Condition(again));
    }

    [TestMethod]
    [DataRow("set", "<create node='n'/>", "conflict")]
    [DataRow("set", "<subscribe node='n' jid='alice@sim.localhost'/>", "bad-request")]
    [DataRow("set", "<subscribe node='no' jid='bob@sim.localhost'/>", "item-not-found")]
    [DataRow("set", "<publish node='n'/>", "forbidden")]
    [DataRow("set", "<publish><item/></publish>", "bad-request")]
    [DataRow("set", "<publish node='x'><item/><item/></publish>", "bad-request")]
    [DataRow("set", "<retract node='n'/>", "bad-request")]
    [DataRow("set", "<options node='n'/>", "feature-not-implemented")]
    [DataRow("get", "<items node='n' max_items='0'/>", "bad-request")]
    [DataRow("get", "", "bad-request")]
    public void A_wrong_request_says_what_is_wrong(string type, string action, string condition)
    {
        World world = new();
        Result(world.Online("alice", "a"), Set("<create node='n'/>"));
        ScriptedClient bob = world.Online("bob", "b");
        Assert.AreEqual(condition, ScriptedClient.Condition(bob.Ask(Iq(type, Space, action))));
    }
}
