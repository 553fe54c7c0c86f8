using System.Xml.Linq;

namespace Tests.Server;

/// <summary>The PubSub component (XEP-0060).</summary>
[TestClass]
public sealed class PubSubTests
{
    private const string Space = "http://jabber.org/protocol/pubsub";

    private static readonly XNamespace PubSub = Space;
    private static readonly XNamespace Owner = Space + "#owner";
    private static readonly XNamespace Event = Space + "#event";
    private static readonly XNamespace Data = "jabber:x:data";

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
    public void Retract_purge_and_delete_are_told()
    {
        World world = new();
        ScriptedClient alice = world.Online("alice", "a");
        Result(alice, Publish("n", "1", "<v xmlns='urn:v'/>"));
        ScriptedClient bob = world.Online("bob", "b");
        Result(bob, Set("<subscribe node='n' jid='bob@sim.localhost/b'/>"));
        Result(alice, Set("<retract node='n'><item id='1'/></retract>"));
        Assert.AreEqual("1", (string?)bob.HearOne().Descendants(Event + "retract").Single().Attribute("id"));
        XElement again = alice.Ask(Set("<retract node='n'><item id='1'/></retract>"));
        Assert.AreEqual("item-not-found", ScriptedClient.Condition(again));
        Result(alice, Own("set", "<purge node='n'/>"));
        Assert.IsNotNull(bob.HearOne().Descendants(Event + "purge").SingleOrDefault());
        Result(alice, Own("set", "<delete node='n'/>"));
        Assert.IsNotNull(bob.HearOne().Descendants(Event + "delete").SingleOrDefault());
        Assert.AreEqual("item-not-found", ScriptedClient.Condition(bob.Ask(Get("<items node='n'/>"))));
    }

    [TestMethod]
    public void A_whitelist_lets_members_in_and_publishers_publish()
    {
        World world = new();
        ScriptedClient alice = world.Online("alice", "a");
        ScriptedClient bob = world.Online("bob", "b");
        Result(alice, Set("<create node='n'/><configure>" + Form("access_model", "whitelist") + "</configure>"));
        Assert.AreEqual("not-allowed", ScriptedClient.Condition(bob.Ask(Get("<items node='n'/>"))));
        Assert.AreEqual("forbidden", ScriptedClient.Condition(bob.Ask(Publish("n", "1", "<v xmlns='u'/>"))));
        Affiliate(alice, "bob", "member");
        Result(bob, Get("<items node='n'/>"));
        Affiliate(alice, "bob", "publisher");
        Result(bob, Publish("n", "1", "<v xmlns='u'/>"));
        Affiliate(alice, "bob", "outcast");
        Assert.AreEqual("forbidden", ScriptedClient.Condition(bob.Ask(Get("<items node='n'/>"))));
        XElement owners = Result(alice, Own("get", "<affiliations node='n'/>"));
        Assert.HasCount(2, owners.Descendants(Owner + "affiliation").ToArray());
        Assert.AreEqual("not-acceptable", ScriptedClient.Condition(alice.Ask(Affiliations("alice", "none"))));
    }

    [TestMethod]
    public void Configuration_is_read_and_written_by_the_owner_only()
    {
        World world = new();
        ScriptedClient alice = world.Online("alice", "a");
        ScriptedClient bob = world.Online("bob", "b");
        Result(alice, Set("<create node='n'/>"));
        Result(alice, Own("set", "<configure node='n'>" + Form("max_items", "7") + "</configure>"));
        XElement form = Result(alice, Own("get", "<configure node='n'/>")).Descendants(Data + "x").Single();
        Assert.AreEqual("7", Value(form, "pubsub#max_items"));
        Assert.AreEqual("forbidden", ScriptedClient.Condition(bob.Ask(Own("get", "<configure node='n'/>"))));
        XElement wrong = alice.Ask(Own("set", "<configure node='n'>" + Form("access_model", "magic") + "</configure>"));
        Assert.AreEqual("not-acceptable", ScriptedClient.Condition(wrong));
        Assert.Contains("magic", wrong.ToString());
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

    [TestMethod]
    public void Discovery_describes_service_nodes_and_items()
    {
        World world = new();
        ScriptedClient alice = world.Online("alice", "a");
        Result(alice, Publish("n", "1", "<v xmlns='u'/>"));
        XElement service = alice.Ask(Disco("info", string.Empty));
        Assert.IsTrue(service.Descendants().Any(one => (string?)one.Attribute("var") == Space + "#publish-options"));
        XElement nodes = alice.Ask(Disco("items", string.Empty));
        Assert.AreEqual("n", (string?)nodes.Descendants().Last().Attribute("node"));
        XElement node = alice.Ask(Disco("info", "node='n'"));
        Assert.AreEqual("leaf", (string?)node.Elements().Single().Elements().First().Attribute("type"));
        Assert.AreEqual("20", Value(node.Descendants(Data + "x").Single(), "pubsub#max_items"));
        XElement items = alice.Ask(Disco("items", "node='n'"));
        Assert.AreEqual("1", (string?)items.Descendants().Last().Attribute("name"));
    }

    [TestMethod]
    public void Nodes_have_limits()
    {
        World world = new();
        world.Domain.Options.Limits.PubSubNodes = 1;
        world.Domain.Options.Limits.SubscriptionsPerNode = 1;
        ScriptedClient alice = world.Online("alice", "a");
        Result(alice, Set("<create node='1'/>"));
        Assert.AreEqual("resource-constraint", ScriptedClient.Condition(alice.Ask(Set("<create node='2'/>"))));
        Result(alice, Set("<subscribe node='1' jid='alice@sim.localhost'/>"));
        XElement second = alice.Ask(Set("<subscribe node='1' jid='alice@sim.localhost/a'/>"));
        Assert.AreEqual("resource-constraint", ScriptedClient.Condition(second));
        XElement huge = alice.Ask(Set("<create node='1'/><configure>" + Form("max_items", "100000") + "</configure>"));
        Assert.AreEqual("conflict", ScriptedClient.Condition(huge));
    }

    private static XElement Result(ScriptedClient client, string iq)
    {
        XElement answer = client.Ask(iq);
        Assert.AreEqual("result", (string?)answer.Attribute("type"), answer.ToString());
        return answer;
    }

    private static string Iq(string type, string space, string action) =>
        $"<iq type='{type}' id='q' to='pubsub.sim.localhost'><pubsub xmlns='{space}'>{action}</pubsub></iq>";

    private static string Set(string action) => Iq("set", Space, action);

    private static string Get(string action) => Iq("get", Space, action);

    private static string Own(string type, string action) => Iq(type, Space + "#owner", action);

    private static string Publish(string node, string id, string payload, string options = "") =>
        Set($"<publish node='{node}'><item id='{id}'>{payload}</item></publish>{options}");

    private static string Options(string name, string value) =>
        $"<publish-options>{Form(name, value)}</publish-options>";

    private static string Form(string name, string value) =>
        $"<x xmlns='jabber:x:data' type='submit'><field var='pubsub#{name}'><value>{value}</value></field></x>";

    private static string Affiliations(string user, string kind) => Own(
        "set",
        $"<affiliations node='n'><affiliation jid='{user}@sim.localhost' affiliation='{kind}'/></affiliations>");

    private static void Affiliate(ScriptedClient owner, string user, string kind) =>
        Result(owner, Affiliations(user, kind));

    private static string Disco(string kind, string node) => "<iq type='get' id='d' to='pubsub.sim.localhost'>"
        + $"<query xmlns='http://jabber.org/protocol/disco#{kind}' {node}/></iq>";

    private static string Ids(XElement answer) =>
        string.Join(',', answer.Descendants(PubSub + "item").Select(item => (string?)item.Attribute("id")));

    private static string? Value(XElement form, string field) =>
        form.Elements().Single(one => (string?)one.Attribute("var") == field).Element(Data + "value")?.Value;
}
