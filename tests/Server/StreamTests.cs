using System.Text;
using System.Xml.Linq;
using HostSim.XmppServer;

namespace Tests.Server;

/// <summary>Streams that are wrong, and streams that come in pieces (RFC 6120 §4, §11).</summary>
[TestClass]
public sealed class StreamTests
{
    [TestMethod]
    [DataRow("<a><b></a></b>", "not-well-formed")]
    [DataRow("<a>&unknown;</a>", "not-well-formed")]
    [DataRow("<a x='1' x='2'/>", "not-well-formed")]
    [DataRow("<p:a/>", "not-well-formed")]
    [DataRow("text", "not-well-formed")]
    [DataRow("<a><![CDATA[x]]></b>", "not-well-formed")]
    [DataRow("<!-- comment -->", "restricted-xml")]
    [DataRow("<a><!-- comment --></a>", "restricted-xml")]
    [DataRow("<?pi?>", "restricted-xml")]
    [DataRow("<a><?pi?></a>", "restricted-xml")]
    [DataRow("<!DOCTYPE x>", "restricted-xml")]
    [DataRow("<unknown xmlns='urn:u'/>", "unsupported-stanza-type")]
    [DataRow("<message from='bob@sim.localhost' to='bob@sim.localhost'/>", "invalid-from")]
    public void Each_violation_ends_the_stream_with_its_condition(string said, string condition)
    {
        ScriptedClient alice = new World().Bound("alice", "a");
        alice.Say(said);
        Assert.AreEqual(condition, ScriptedClient.Condition(alice.HearOne()));
        Assert.EndsWith("</stream:stream>", alice.LastText);
        Assert.IsTrue(alice.Session.WantsClose);
    }

    [TestMethod]
    public void Invalid_utf8_is_not_well_formed()
    {
        ScriptedClient alice = new World().Bound("alice", "a");
        alice.Say([.. "<message><body>"u8, 0xC3, 0x28, .. "</body></message>"u8]);
        Assert.AreEqual("not-well-formed", ScriptedClient.Condition(alice.HearOne()));
    }

    [TestMethod]
    public void Too_big_and_too_deep_are_policy_violations()
    {
        World world = new();
        world.Domain.Options.Limits.StanzaBytes = 10_000;
        ScriptedClient alice = world.Bound("alice", "a");
        alice.Say("<message><body>" + new string('x', 9_000));
        Assert.IsEmpty(alice.Hear());
        alice.Say(new string('x', 1_000));
        Assert.AreEqual("policy-violation", ScriptedClient.Condition(alice.HearOne()));
        ScriptedClient bob = world.Bound("bob", "b");
        bob.Say(string.Concat(Enumerable.Repeat("<a>", 100)));
        Assert.AreEqual("policy-violation", ScriptedClient.Condition(bob.HearOne()));
    }

    [TestMethod]
    [DataRow("to='elsewhere.example' version='1.0'", "host-unknown")]
    [DataRow("version='1.0'", "host-unknown")]
    [DataRow("to='sim.localhost'", "unsupported-version")]
    [DataRow("to='sim.localhost' to='x' version='1.0'", "not-well-formed")]
    public void A_wrong_header_is_answered_with_a_header_and_an_error(string attributes, string condition)
    {
        ScriptedClient client = new World().Connect();
        client.Say("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
            + attributes + ">");
        Assert.AreEqual(condition, ScriptedClient.Condition(client.HearOne()));
        Assert.StartsWith("<?xml", client.LastText);
    }

    [TestMethod]
    public void Another_namespace_is_refused()
    {
        ScriptedClient client = new World().Connect();
        client.Say("<stream:stream xmlns='jabber:client' xmlns:stream='urn:other' to='sim.localhost' version='1.0'>");
        Assert.AreEqual("invalid-namespace", ScriptedClient.Condition(client.HearOne()));
    }

    [TestMethod]
    public void See_other_host_names_the_other_host()
    {
        World world = new();
        world.Domain.Faults.SeeOtherHost = "127.0.0.1:5999";
        ScriptedClient client = world.Connect();
        client.Say(ScriptedClient.Header);
        XElement error = client.HearOne();
        Assert.AreEqual("see-other-host", ScriptedClient.Condition(error));
        Assert.AreEqual("127.0.0.1:5999", error.Value);
    }

    [TestMethod]
    public void The_same_resource_bound_again_is_a_conflict_for_the_older_one()
    {
        World world = new();
        ScriptedClient first = world.Online("alice", "a");
        ScriptedClient second = world.Online("alice", "a");
        Assert.AreEqual("conflict", ScriptedClient.Condition(first.Hear()[^1]));
        first.Session.Closed();
        Assert.AreEqual("alice@sim.localhost/a", world.Domain.OnlineSessions.Single());
        Assert.IsFalse(second.Session.WantsClose);
    }

    [TestMethod]
    public void One_session_too_many_replaces_the_oldest()
    {
        World world = new();
        world.Domain.Options.Limits.SessionsPerAccount = 2;
        ScriptedClient first = world.Bound("alice", "1");
        world.Bound("alice", "2");
        world.Bound("alice", "3");
        Assert.IsTrue(first.Session.WantsClose);
        Assert.HasCount(2, world.Domain.OnlineSessions);
    }

    [TestMethod]
    [DataRow("disable")]
    [DataRow("remove")]
    public void An_account_that_is_taken_away_loses_its_sessions(string how)
    {
        World world = new();
        ScriptedClient alice = world.Online("alice", "a");
        if (how == "disable")
        {
            world.Domain.Disable("alice");
        }
        else
        {
            world.Domain.Remove("alice");
        }

        Assert.AreEqual("not-authorized", ScriptedClient.Condition(alice.Hear()[^1]));
        Assert.IsEmpty(world.Domain.OnlineSessions);
    }

    [TestMethod]
    public void A_client_that_does_not_read_is_given_up()
    {
        World world = new();
        world.Domain.Options.Limits.PendingOutputBytes = 20_000;
        ScriptedClient alice = world.Online("alice", "a");
        ScriptedClient bob = world.Online("bob", "b");
        for (int i = 0; i < 30; i++)
        {
            bob.Say($"<message to='alice@sim.localhost/a'><body>{new string('x', 1000)}</body></message>");
        }

        Assert.IsTrue(alice.Session.Abandoned);
    }

    [TestMethod]
    public void Every_split_of_the_input_gives_the_same_output()
    {
        string[] said =
        [
            ScriptedClient.Header,
            "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGFsaWNlAGFsaWNlLXB3</auth>",
            ScriptedClient.Header,
            "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>é</resource></bind></iq>",
            " <presence/>\n<message to='alice@sim.localhost'><body><![CDATA[<&]]> ]]&gt; ü€😀</body></message>",
            "<iq type='get' id='q' to='sim.localhost'><ping xmlns='urn:xmpp:ping' a=\"'>\" b='\">'/></iq>",
            "</stream:stream>",
        ];
        string whole = Play(said, int.MaxValue);
        Assert.Contains("&lt;&amp; ]]&gt; ü€😀", whole);
        for (int size = 1; size < 40; size++)
        {
            Assert.AreEqual(whole, Play(said, size), $"chunks of {size} bytes");
        }
    }

    private static string Play(string[] said, int chunk)
    {
        World world = new(clock => new DomainOptions
        {
            Domain = "sim.localhost",
            Clock = clock,
            Entropy = Entropy.FromSeed(7),
            AllowPlain = true,
        });
        ScriptedClient client = world.Connect();
        StringBuilder heard = new();
        foreach (byte[] bytes in said.Select(Encoding.UTF8.GetBytes))
        {
            for (int at = 0; at < bytes.Length; at += Math.Min(chunk, bytes.Length - at))
            {
                client.Say(bytes[at..(at + Math.Min(chunk, bytes.Length - at))]);
            }

            client.Hear();
            heard.Append(client.LastText);
        }

        return heard.ToString();
    }
}
