using System.Xml.Linq;

namespace Tests.Server;

/// <summary>Where messages and queries go (RFC 6121 §8.5).</summary>
[TestClass]
public sealed class MessageTests
{
    [TestMethod]
    public void Bare_jid_reaches_all_resources_that_want_messages()
    {
        World world = new();
        ScriptedClient high = world.Online("alice", "high");
        ScriptedClient low = world.Bound("alice", "low");
        low.Say("<presence><priority>-1</priority></presence>");
        low.Hear();
        high.Hear();
        ScriptedClient bob = world.Online("bob", "b");
        bob.Say("<message to='alice@sim.localhost' type='chat'><body>hi</body></message>");
        Assert.AreEqual("bob@sim.localhost/b", (string?)high.HearOne().Attribute("from"));
        Assert.IsEmpty(low.Hear());
        bob.Say("<message to='alice@sim.localhost/low' type='chat'><body>hi</body></message>");
        Assert.AreEqual("message", low.HearOne().Name.LocalName);
        Assert.IsEmpty(bob.Hear());
    }

    [TestMethod]
    [DataRow("chat", "<body>x</body>", 1)]
    [DataRow("normal", "<x xmlns='urn:t'/>", 1)]
    [DataRow("chat", "<active xmlns='urn:t'/>", 0)]
    [DataRow("chat", "<body>x</body><no-store xmlns='urn:xmpp:hints'/>", 0)]
    [DataRow("headline", "<body>x</body>", 0)]
    [DataRow("error", "<body>x</body>", 0)]
    public void Offline_keeps_what_deserves_it(string type, string content, int kept)
    {
        World world = new();
        ScriptedClient bob = world.Online("bob", "b");
        bob.Say($"<message to='alice@sim.localhost' type='{type}'>{content}</message>");
        Assert.IsEmpty(bob.Hear());
        ScriptedClient alice = world.Bound("alice", "a");
        alice.Say("<presence/>");
        XElement[] messages = [.. alice.Hear().Where(element => element.Name.LocalName == "message")];
        Assert.HasCount(kept, messages);
        Assert.IsTrue(messages.All(message => message.Element((XNamespace)"urn:xmpp:delay" + "delay") is not null));
    }

    [TestMethod]
    public void A_full_offline_store_bounces()
    {
        World world = new();
        world.Domain.Options.Limits.OfflineMessages = 2;
        ScriptedClient bob = world.Online("bob", "b");
        bob.Say("<message to='alice@sim.localhost'/><message to='alice@sim.localhost'/>");
        Assert.IsEmpty(bob.Hear());
        XElement bounce = bob.Ask("<message id='third' to='alice@sim.localhost'/>");
        Assert.AreEqual("service-unavailable", ScriptedClient.Condition(bounce));
        Assert.AreEqual("third", (string?)bounce.Attribute("id"));
    }

    [TestMethod]
    [DataRow("<message to='ghost@sim.localhost'/>", "service-unavailable")]
    [DataRow("<message to='alice@sim.localhost' type='groupchat'/>", "service-unavailable")]
    [DataRow("<message to='x@elsewhere.example'/>", "remote-server-not-found")]
    [DataRow("<message to='@@'/>", "jid-malformed")]
    [DataRow("<iq type='get' id='1' to='ghost@sim.localhost'><q xmlns='u'/></iq>", "service-unavailable")]
    [DataRow("<iq type='get' id='1' to='alice@sim.localhost/gone'><q xmlns='u'/></iq>", "service-unavailable")]
    [DataRow("<iq type='get' id='1' to='sim.localhost'><q xmlns='u'/></iq>", "service-unavailable")]
    [DataRow("<iq type='get' id='1'><q xmlns='u'/></iq>", "service-unavailable")]
    [DataRow("<iq type='get' id='1'/>", "bad-request")]
    [DataRow("<iq type='get' id='1'><a/><b/></iq>", "bad-request")]
    [DataRow("<iq type='odd' id='1'><a/></iq>", "bad-request")]
    [DataRow("<iq type='get'><a/></iq>", "bad-request")]
    public void What_cannot_be_delivered_comes_back_with_its_reason(string stanza, string condition)
    {
        ScriptedClient bob = new World().Online("bob", "b");
        Assert.AreEqual(condition, ScriptedClient.Condition(bob.Ask(stanza)));
    }

    [TestMethod]
    public void Queries_are_relayed_to_a_full_jid_and_back()
    {
        World world = new();
        ScriptedClient alice = world.Bound("alice", "a");
        ScriptedClient bob = world.Bound("bob", "b");
        bob.Say("<iq type='set' id='c1' to='alice@sim.localhost/a'>"
            + "<command xmlns='http://jabber.org/protocol/commands' node='pin.write' action='execute'/></iq>");
        XElement query = alice.HearOne();
        Assert.AreEqual("bob@sim.localhost/b", (string?)query.Attribute("from"));
        Assert.AreEqual("pin.write", (string?)query.Elements().Single().Attribute("node"));
        alice.Say("<iq type='result' id='c1' to='bob@sim.localhost/b'/>");
        Assert.AreEqual("alice@sim.localhost/a", (string?)bob.HearOne().Attribute("from"));
    }

    [TestMethod]
    public void Carbons_show_the_other_resource_both_directions()
    {
        World world = new();
        ScriptedClient first = world.Online("alice", "1");
        ScriptedClient second = world.Online("alice", "2");
        second.Ask("<iq type='set' id='c'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
        first.Hear();
        ScriptedClient bob = world.Online("bob", "b");
        first.Say("<message to='bob@sim.localhost' type='chat'><body>out</body></message>");
        bob.Say("<message to='alice@sim.localhost/1' type='chat'><body>in</body></message>");
        XElement[] copies = [.. second.Hear()];
        Assert.AreEqual("sent", copies[0].Elements().Single().Name.LocalName);
        Assert.AreEqual("received", copies[1].Elements().Single().Name.LocalName);
        Assert.AreEqual("alice@sim.localhost", (string?)copies[0].Attribute("from"));
    }

    [TestMethod]
    public void Namespaces_and_special_characters_arrive_as_they_were_sent()
    {
        World world = new();
        ScriptedClient alice = world.Online("alice", "a");
        const string Content = "<body>a &lt;b&gt; &amp; 'c' \"d\" ü € 😀</body>"
            + "<x xmlns='urn:x' xmlns:p='urn:p' p:attr='1&#10;2' plain='&quot;'><p:y/><z xmlns=''/></x>";
        world.Online("bob", "b").Say($"<message to='alice@sim.localhost'>{Content}</message>");
        XElement heard = alice.HearOne();
        XElement sent = XElement.Parse($"<message xmlns='jabber:client'>{Content}</message>");
        Assert.AreEqual(sent.Value, heard.Value);
        XElement x = heard.Elements().Last();
        Assert.AreEqual("1\n2", (string?)x.Attribute((XNamespace)"urn:p" + "attr"));
        Assert.AreEqual("\"", (string?)x.Attribute("plain"));
        CollectionAssert.AreEqual(new XName[] { (XNamespace)"urn:p" + "y", "z" },
            x.Elements().Select(one => one.Name).ToArray());
    }

    [TestMethod]
    public void What_a_slow_client_cannot_take_at_once_waits_for_its_next_visit()
    {
        World world = new();
        ScriptedClient bob = world.Online("bob", "b");
        for (int i = 0; i < 30; i++)
        {
            bob.Say($"<message to='alice@sim.localhost'><body>{new string('x', 1000)}</body></message>");
        }

        world.Domain.Options.Limits.PendingOutputBytes = 10_000;
        int seen = 0;
        for (int visit = 0; visit < 10 && seen < 30; visit++)
        {
            ScriptedClient alice = world.Bound("alice", "a");
            alice.Say("<presence/>");
            seen += alice.Hear().Count(element => element.Name.LocalName == "message");
            alice.Session.Closed();
        }

        Assert.AreEqual(30, seen);
    }
}
