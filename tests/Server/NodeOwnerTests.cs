using System.Xml.Linq;
using static Tests.Server.PubSubScript;

namespace Tests.Server;

/// <summary>What owners do with their nodes, and what everybody may know of them (XEP-0060 §5, §8).</summary>
[TestClass]
public sealed class NodeOwnerTests
{
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

    [TestMethod]
    public void On_an_open_node_nobody_retracts_what_another_published()
    {
        World world = new();
        ScriptedClient alice = world.Online("alice", "a");
        ScriptedClient bob = world.Online("bob", "b");
        Result(alice, Publish("n", "1", "<v xmlns='u'/>", Options("publish_model", "open")));
        Result(bob, Publish("n", "2", "<v xmlns='u'/>"));
        XElement foreign = bob.Ask(Set("<retract node='n'><item id='1'/></retract>"));
        Assert.AreEqual("forbidden", ScriptedClient.Condition(foreign));
        Result(bob, Set("<retract node='n'><item id='2'/></retract>"));
        Result(alice, Set("<retract node='n'><item id='1'/></retract>"));
    }
}
