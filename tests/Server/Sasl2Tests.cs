using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using HostSim.XmppServer;

namespace Tests.Server;

/// <summary>SASL2, Bind2, FAST and resume in one exchange (XEP-0388, 0386, 0484, 0198).</summary>
[TestClass]
public sealed class Sasl2Tests
{
    private const string Agent =
        "<user-agent id='d4565fa7-4d72-4749-b3d3-740edbf87770'><software>t</software></user-agent>";
    private const string Bind =
        "<bind xmlns='urn:xmpp:bind:0'><tag>dev</tag><enable xmlns='urn:xmpp:sm:3' resume='true'/></bind>";

    private const string WantToken = "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>";

    private static readonly XNamespace Sasl2 = "urn:xmpp:sasl:2";
    private static readonly XNamespace Fast = "urn:xmpp:fast:0";
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
    public void Header_and_token_in_one_flight_bind_and_answer()
    {
        World world = new();
        string token = FirstToken(world);
        ScriptedClient client = world.Connect();
        client.Say(ScriptedClient.NamedHeader + TokenLogin(token, 1, Bind) + "<presence/>");
        IReadOnlyList<XElement> heard = client.Hear();
        XElement success = heard.Single(element => element.Name == Sasl2 + "success");
        byte[] proof = Convert.FromBase64String(success.Element(Sasl2 + "additional-data")!.Value);
        Assert.AreSequenceEqual(Mac(token, "Responder"), proof);
        Assert.IsTrue(heard.Any(element => element.Name.LocalName == "presence"));
    }

    [TestMethod]
    public void A_token_is_rotated_and_the_old_one_ends_when_the_new_one_is_used()
    {
        World world = new();
        string first = FirstToken(world);
        string second = Rotated(Login(world, first, 1));
        Assert.AreNotEqual(first, second);
        Assert.AreEqual("success", Login(world, first, 2).Name.LocalName);
        string third = Rotated(Login(world, first, 3));
        Assert.AreEqual("success", Login(world, third, 1).Name.LocalName);
        Assert.AreEqual("failure", Login(world, first, 4).Name.LocalName);
    }

    [TestMethod]
    public void A_replayed_count_is_refused()
    {
        World world = new();
        string token = FirstToken(world);
        Assert.AreEqual("success", Login(world, token, 5).Name.LocalName);
        Assert.AreEqual("failure", Login(world, token, 5).Name.LocalName);
        Assert.AreEqual("failure", Login(world, token, 4).Name.LocalName);
        Assert.AreEqual("success", Login(world, token, 6).Name.LocalName);
    }

    [TestMethod]
    public void A_token_expires()
    {
        World world = new();
        string token = FirstToken(world);
        world.Pass(TimeSpan.FromDays(20));
        Assert.AreEqual("success", Login(world, token, 1).Name.LocalName);
        world.Pass(TimeSpan.FromDays(2));
        Assert.AreEqual("failure", Login(world, token, 2).Name.LocalName);
    }

    [TestMethod]
    public void A_new_password_and_a_dropped_token_end_it()
    {
        World world = new();
        string token = FirstToken(world);
        world.Domain.DropTokens("alice");
        Assert.AreEqual("failure", Login(world, token, 1).Name.LocalName);
        token = FirstToken(world);
        world.Domain.SetPassword("alice", "alice-pw");
        Assert.AreEqual("failure", Login(world, token, 1).Name.LocalName);
    }

    [TestMethod]
    public void A_token_of_another_installation_is_refused()
    {
        World world = new();
        string token = FirstToken(world);
        ScriptedClient client = Named(world);
        client.Say(TokenLogin(token, 1, Bind).Replace("d4565fa7", "00000000", StringComparison.Ordinal));
        Assert.AreEqual("not-authorized", ScriptedClient.Condition(client.HearOne()));
    }

    [TestMethod]
    public void After_a_refused_token_scram_goes_on_over_the_same_stream()
    {
        ScriptedClient client = Named(new World());
        client.Say(TokenLogin("no-such-token", 1, Bind));
        Assert.AreEqual("not-authorized", ScriptedClient.Condition(client.HearOne()));
        Assert.AreEqual("success", Scram(client, Agent + Bind).Name.LocalName);
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

    private static ScriptedClient Named(World world)
    {
        ScriptedClient client = world.Connect();
        client.Say(ScriptedClient.NamedHeader);
        client.Hear();
        return client;
    }

    // The first element after the last response; what came with it stays in LastText.
    private static XElement Scram(ScriptedClient client, string riders)
    {
        ScramScript scram = new("SCRAM-SHA-256", "alice", "alice-pw");
        XElement challenge = client.Ask(
            $"<authenticate xmlns='{Sasl2}' mechanism='SCRAM-SHA-256'>"
            + $"<initial-response>{scram.First()}</initial-response>" + riders + "</authenticate>");
        client.Say($"<response xmlns='{Sasl2}'>{scram.Final(challenge.Value)}</response>");
        XElement end = client.Hear()[0];
        scram.Verify(end.Element(Sasl2 + "additional-data")!.Value);
        return end;
    }

    private static string FirstToken(World world) => Rotated(Scram(Named(world), Agent + WantToken + Bind));

    private static string Rotated(XElement success) =>
        (string?)success.Element(Fast + "token")?.Attribute("token") ?? string.Empty;

    private static XElement Login(World world, string token, int count)
    {
        ScriptedClient client = Named(world);
        client.Say(TokenLogin(token, count, Bind));
        return client.Hear()[0];
    }

    private static string TokenLogin(string token, int count, string riders)
    {
        byte[] message = [.. "alice\0"u8, .. Mac(token, "Initiator")];
        return $"<authenticate xmlns='{Sasl2}' mechanism='HT-SHA-256-NONE'>"
            + $"<initial-response>{Convert.ToBase64String(message)}</initial-response>{Agent}"
            + $"<fast xmlns='urn:xmpp:fast:0' count='{count}'/>{riders}</authenticate>";
    }

    private static byte[] Mac(string token, string role) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(role));
}
