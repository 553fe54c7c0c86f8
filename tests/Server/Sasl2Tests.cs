using System.Xml.Linq;
using static Tests.Server.Sasl2Script;

namespace Tests.Server;

/// <summary>SASL2, Bind2 and resume in one exchange (XEP-0388, 0386, 0198).</summary>
[TestClass]
public sealed class Sasl2Tests
{
    private static readonly XNamespace Sm = "urn:xmpp:sm:3";

    [TestMethod]
    public void It_is_offered_only_to_those_who_say_who_they_are()
    {
        World world = new();
        ScriptedClient unnamed = world.Connect();
        unnamed.Say(ScriptedClient.Header);
        Assert.IsNull(unnamed.HearOne().Element(Sasl2 + "authentication"));
        ScriptedClient named = world.Connect();
        named.Say(ScriptedClient.NamedHeader);
        XElement offer = named.HearOne().Element(Sasl2 + "authentication")!;
        Assert.AreEqual("HT-SHA-256-NONE", offer.Descendants(Fast + "mechanism").Single().Value);
        Assert.IsNotNull(offer.Descendants(Sm + "sm").SingleOrDefault());
    }

    [TestMethod]
    public void One_exchange_authenticates_binds_enables_and_hands_out_a_token()
    {
        ScriptedClient client = Named(new World());
        XElement success = Scram(client, Agent + WantToken + Bind);
        Assert.AreEqual(Sasl2 + "success", success.Name, success.ToString());
        string jid = success.Element(Sasl2 + "authorization-identifier")!.Value;
        Assert.StartsWith("alice@sim.localhost/dev~", jid);
        Assert.AreEqual("true", (string?)success.Descendants(Sm + "enabled").Single().Attribute("resume"));
        Assert.IsNotNull((string?)success.Element(Fast + "token")?.Attribute("expiry"));
        client.Say("<iq type='get' id='1' to='sim.localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
        XElement answer = client.Hear().First(element => element.Name.LocalName == "iq");
        Assert.AreEqual(jid, (string?)answer.Attribute("to"));
    }

    [TestMethod]
    public void The_same_installation_gets_the_same_resource_and_replaces_its_ghost()
    {
        World world = new();
        ScriptedClient first = Named(world);
        Scram(first, Agent + Bind);
        string jid = first.Jid;
        ScriptedClient second = Named(world);
        Scram(second, Agent + Bind);
        Assert.AreEqual(jid, second.Jid);
        Assert.IsTrue(first.Session.WantsClose);
        Assert.AreEqual("conflict", ScriptedClient.Condition(first.Hear()[^1]));
    }

    [TestMethod]
    public void Resume_inside_brings_the_missed_message()
    {
        World world = new();
        ScriptedClient first = Named(world);
        XElement enabled = Scram(first, Agent + WantToken + Bind).Descendants(Sm + "enabled").Single();
        string jid = first.Jid;
        first.Session.Closed();
        ScriptedClient bob = world.Online("bob", "b");
        bob.Say($"<message to='{jid}' type='chat'><body>missed</body></message>");
        ScriptedClient second = Named(world);
        string resume = $"<resume xmlns='urn:xmpp:sm:3' h='0' previd='{(string?)enabled.Attribute("id")}'/>";
        XElement success = Scram(second, Agent + resume + Bind);
        Assert.IsNotNull(success.Element(Sm + "resumed"), success.ToString());
        Assert.IsNull(success.Element((XNamespace)"urn:xmpp:bind:0" + "bound"));
        Assert.AreEqual(jid, second.Jid);
        Assert.Contains("missed", second.LastText);
        Assert.Contains("urn:xmpp:delay", second.LastText);
    }

    [TestMethod]
    public void A_failed_resume_binds_instead_and_says_so()
    {
        ScriptedClient client = Named(new World());
        XElement success = Scram(client, Agent + "<resume xmlns='urn:xmpp:sm:3' h='0' previd='gone'/>" + Bind);
        Assert.AreEqual("item-not-found", ScriptedClient.Condition(success.Element(Sm + "failed")!));
        Assert.IsNotNull(success.Element((XNamespace)"urn:xmpp:bind:0" + "bound"));
    }
}
