using System.Security.Cryptography;
using System.Text;
using HostSim.ImipServer;

namespace Tests.Server.Imip;

/// <summary>Greeting, login and the end of a conversation, as the recordings have them.</summary>
[TestClass]
public sealed class ImipLoginTests
{
    private readonly ImipWorld _world = new();

    [TestMethod]
    public void Greeting_has_what_was_recorded_in_alphabetical_order()
    {
        ImipClient client = new(_world.Domain);
        Reply greeting = client.Ask("HELO", "", "Protocol: IMIP/1.0").Is("HELO");
        string[] names = [.. greeting.Head.TrimEnd().Split("\r\n").Select(line => line.Split(':')[0])];
        CollectionAssert.AreEqual((string[])["Auth-Type", "Capabilities", "ID", "Keep-Alive", "Protocol", "Service",
            "ServiceDisplayName"], names);
        Assert.IsTrue(greeting.Body.Length == 20 && greeting.Body.All(char.IsAsciiDigit), greeting.Body);
        Assert.AreEqual("imip-hmac-sha256, imip-md5", greeting["Auth-Type"]);
    }

    [TestMethod]
    public void Recorded_sizes_come_out_where_the_words_are_the_same()
    {
        ImipClient client = new(_world.Domain);
        Reply greeting = client.Ask("HELO", "", "Protocol: IMIP/1.0");
        Reply welcome = client.Ask(
            "LOGN op", ImipClient.Proof(greeting.Body, "op"), "Auth-Type: imip-hmac-sha256");
        Assert.AreEqual(28, welcome.Size, "LOGN answer");
        _world.Domain.Befriend("op", "dev");
        Assert.AreEqual(28, client.Ask("STAT ONLINE").Size, "ACK is as long");
        _world.Online("dev").Ask("STAT AWAY");
        Assert.AreEqual(26 - "7654321".Length + "dev".Length, client.Hear()[1].Size, "STAT from the server");
    }

    [TestMethod]
    public void Md5_login_is_good_too_and_names_have_any_case()
    {
        ImipClient client = new(_world.Domain);
        string challenge = client.Ask("HELO", "", "Protocol: IMIP/1.0").Body;
#pragma warning disable CA5351 // the historical login
        byte[] digest = MD5.HashData(Encoding.UTF8.GetBytes($"{challenge}:OP:secret"));
#pragma warning restore CA5351
        client.Ask("LOGN OP", Convert.ToHexStringLower(digest), "Auth-Type: imip-md5").Is("LOGN op").To(client);
        CollectionAssert.Contains(_world.Domain.Online.ToArray(), "op");
    }

    [TestMethod]
    public void Method_that_is_not_offered_is_refused()
    {
        ImipClient client = new(new ImipWorld(null, LoginProof.Md5).Domain);
        string challenge = client.Ask("HELO", "", "Protocol: IMIP/1.0").Body;
        client.Ask("LOGN op", ImipClient.Proof(challenge, "op"), "Auth-Type: imip-hmac-sha256").IsAck(811);
    }

    [TestMethod]
    [DataRow("LOGN op", "imip-hmac-sha256")]
    [DataRow("LOGN nobody", "imip-hmac-sha256")]
    [DataRow("LOGN", "imip-hmac-sha256")]
    [DataRow("LOGN op", "plain")]
    public void Third_wrong_login_is_the_last(string first, string method)
    {
        ImipClient client = new(_world.Domain);
        client.Ask("HELO", "", "Protocol: IMIP/1.0");
        for (int i = 0; i < 3; i++)
        {
            Assert.IsFalse(client.Session.WantsClose);
            client.Ask(first, "0123", $"Auth-Type: {method}").IsAck(811).To(client);
        }

        Assert.IsTrue(client.Session.WantsClose);
        Assert.IsEmpty(_world.Domain.Online);
    }

    [TestMethod]
    [DataRow("STAT ONLINE", 803)]
    [DataRow("MESG", 803)]
    [DataRow("FROB", 803)]
    [DataRow("LOGN op", 801)]
    [DataRow("PING", 600)]
    public void Before_the_greeting(string first, int code)
    {
        ImipClient client = new(_world.Domain);
        client.Ask(first).IsAck(code).To(client);
    }

    [TestMethod]
    public void Other_protocol_is_not_spoken()
    {
        ImipClient client = new(_world.Domain);
        client.Ask("HELO", "", "Protocol: IMIP/2.0").IsAck(801);
        Assert.IsTrue(client.Session.WantsClose);
    }

    [TestMethod]
    [DataRow("HELO", 801)]
    [DataRow("LOGN op", 801)]
    [DataRow("FROB x", 802)]
    [DataRow("PING", 600)]
    [DataRow("STAT WEIRD", 801)]
    [DataRow("LIST", 801)]
    [DataRow("LIST ADD", 801)]
    [DataRow("LIST ADD nobody", 804)]
    public void When_logged_in(string first, int code)
    {
        ImipClient client = _world.Online("op");
        client.Ask(first).IsAck(code).To(client);
    }

    [TestMethod]
    public void Goodbye_is_acknowledged_and_ends_it()
    {
        ImipClient client = _world.Online("op");
        client.Ask("DISC").IsAck(600).To(client);
        Assert.IsTrue(client.Session.WantsClose);
        Assert.IsEmpty(_world.Domain.Online);
        client.Say("PING");
        Assert.IsEmpty(client.Hear());
    }

    [TestMethod]
    public void Newest_login_wins()
    {
        ImipClient old = _world.Online("op");
        ImipClient young = _world.Online("op");
        old.HearOne().Is("DISC");
        Assert.IsTrue(old.Session.WantsClose);
        old.Session.Closed();
        young.Ask("PING").IsAck(600);
        CollectionAssert.AreEqual((string[])["op"], _world.Domain.Online.ToArray());
    }

    [TestMethod]
    public void Silence_of_three_intervals_ends_it()
    {
        ImipClient quiet = _world.Online("op");
        ImipClient lively = _world.Online("dev");
        for (int i = 0; i < 3; i++)
        {
            _world.Clock.Advance(TimeSpan.FromSeconds(60));
            lively.Ask("PING").IsAck(600);
            _world.Domain.Tick();
            Assert.IsFalse(quiet.Session.WantsClose);
        }

        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        _world.Domain.Tick();
        quiet.HearOne().Is("DISC");
        Assert.IsTrue(quiet.Session.WantsClose);
        Assert.IsFalse(lively.Session.WantsClose);
    }

    [TestMethod]
    public void Who_does_not_log_in_is_sent_away()
    {
        ImipClient client = new(_world.Domain);
        _world.Clock.Advance(TimeSpan.FromSeconds(61));
        client.Ask("PING").IsAck(600);
        _world.Domain.Tick();
        Assert.IsTrue(client.Session.WantsClose);
    }

    [TestMethod]
    public void Seed_repeats_the_challenge_and_nothing_else_does()
    {
        static string Challenge(ImipDomain domain) =>
            new ImipClient(domain).Ask("HELO", "", "Protocol: IMIP/1.0").Body;
        Assert.AreEqual(Challenge(new ImipWorld().Domain), Challenge(new ImipWorld().Domain));
        Assert.AreNotEqual(Challenge(_world.Domain), Challenge(_world.Domain));
        Assert.AreNotEqual(Challenge(new ImipDomain(new ImipOptions())), Challenge(new ImipDomain(new ImipOptions())));
    }
}
