using System.Xml.Linq;
using static Tests.Server.Sasl2Script;

namespace Tests.Server;

/// <summary>Tokens instead of passwords (XEP-0484).</summary>
[TestClass]
public sealed class FastTests
{
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
}
