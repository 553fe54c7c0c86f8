using System.Xml.Linq;
using HostSim.XmppServer;

namespace Tests.Server;

/// <summary>Every way in through RFC 6120, and every way not in.</summary>
[TestClass]
public sealed class LoginTests
{
    private static readonly XNamespace Sasl = "urn:ietf:params:xml:ns:xmpp-sasl";

    [TestMethod]
    [DataRow("SCRAM-SHA-1")]
    [DataRow("SCRAM-SHA-256")]
    [DataRow("SCRAM-SHA-512")]
    public void Scram_with_the_right_password_succeeds_and_proves_the_server(string mechanism)
    {
        World world = new(clock => new DomainOptions
        {
            Domain = "sim.localhost",
            Clock = clock,
            Entropy = Entropy.FromSeed(1),
            ScramMechanisms = ["SCRAM-SHA-512", "SCRAM-SHA-256", "SCRAM-SHA-1"],
        });
        ScriptedClient client = Opened(world);
        Assert.AreEqual("success", client.Authenticate(mechanism, "alice", "alice-pw").Name.LocalName);
        client.Say(ScriptedClient.Header);
        Assert.IsNotNull(client.HearOne().Element((XNamespace)"urn:ietf:params:xml:ns:xmpp-bind" + "bind"));
    }

    [TestMethod]
    [DataRow("alice", "wrong")]
    [DataRow("nobody", "alice-pw")]
    public void Wrong_password_and_unknown_user_look_the_same(string user, string password)
    {
        ScriptedClient client = Opened(new World());
        XElement failure = client.Authenticate("SCRAM-SHA-256", user, password);
        Assert.AreEqual("failure", failure.Name.LocalName);
        Assert.AreEqual("not-authorized", ScriptedClient.Condition(failure));
        Assert.AreEqual("success", client.Authenticate("SCRAM-SHA-256", "alice", "alice-pw").Name.LocalName);
    }

    [TestMethod]
    public void An_unknown_user_always_gets_the_same_salt()
    {
        World world = new();
        string first = Salt(Opened(world), "nobody");
        string second = Salt(Opened(world), "nobody");
        Assert.AreEqual(first, second);
        Assert.AreNotEqual(first, Salt(Opened(world), "nobody2"));
    }

    [TestMethod]
    public void Before_tls_only_starttls_is_offered_and_taken()
    {
        World world = new();
        ScriptedClient client = new(world.Domain, encrypted: false);
        client.Say(ScriptedClient.Header);
        XElement features = client.HearOne();
        Assert.IsNull(features.Element(Sasl + "mechanisms"));
        XElement failure = client.Ask($"<auth xmlns='{Sasl}' mechanism='SCRAM-SHA-256'>biws</auth>");
        Assert.AreEqual("encryption-required", ScriptedClient.Condition(failure));
        Assert.AreEqual("proceed", client.Ask("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>").Name.LocalName);
        Assert.IsTrue(client.Session.WantsTls);
    }

    [TestMethod]
    public void What_is_slipped_in_behind_starttls_is_never_read()
    {
        World world = new();
        ScriptedClient client = new(world.Domain, encrypted: false);
        client.Say(ScriptedClient.Header);
        client.Say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/><injected/>");
        client.Hear();
        client.Session.TlsStarted([]);
        client.Say(ScriptedClient.Header);
        Assert.IsNotNull(client.HearOne().Element(Sasl + "mechanisms"));
        Assert.IsFalse(client.Session.WantsClose);
    }

    [TestMethod]
    [DataRow("<auth xmlns='{0}' mechanism='NOPE'>biws</auth>", "invalid-mechanism")]
    [DataRow("<auth xmlns='{0}' mechanism='PLAIN'>AGFsaWNlAGFsaWNlLXB3</auth>", "invalid-mechanism")]
    [DataRow("<auth xmlns='{0}' mechanism='SCRAM-SHA-256'>!!!</auth>", "incorrect-encoding")]
    [DataRow("<auth xmlns='{0}' mechanism='SCRAM-SHA-256'>AAAA</auth>", "malformed-request")]
    [DataRow("<auth xmlns='{0}' mechanism='SCRAM-SHA-256'>biws</auth>", "malformed-request")]
    [DataRow("<response xmlns='{0}'>biws</response>", "malformed-request")]
    [DataRow("<abort xmlns='{0}'/>", "aborted")]
    public void Each_failure_has_its_condition(string said, string condition)
    {
        ScriptedClient client = Opened(new World());
        XElement failure = client.Ask(string.Format(said, Sasl));
        Assert.AreEqual(Sasl + "failure", failure.Name);
        Assert.AreEqual(condition, ScriptedClient.Condition(failure));
    }

    [TestMethod]
    public void A_disabled_account_is_told_so_only_with_the_right_password()
    {
        World world = new();
        world.Domain.Disable("alice");
        ScriptedClient client = Opened(world);
        Assert.AreEqual("not-authorized", ScriptedClient.Condition(client.Authenticate("SCRAM-SHA-256", "alice", "x")));
        Assert.AreEqual("account-disabled", ScriptedClient.Condition(client.Authenticate("SCRAM-SHA-256", "alice",
            "alice-pw")));
        world.Domain.Enable("alice");
        Assert.AreEqual("success", client.Authenticate("SCRAM-SHA-256", "alice", "alice-pw").Name.LocalName);
    }

    [TestMethod]
    public void Temporary_failure_can_be_switched_on()
    {
        World world = new();
        world.Domain.Faults.TemporaryAuthFailure = true;
        XElement failure = Opened(world).Authenticate("SCRAM-SHA-256", "alice", "alice-pw");
        Assert.AreEqual("temporary-auth-failure", ScriptedClient.Condition(failure));
    }

    [TestMethod]
    [DataRow("AGFsaWNlAGFsaWNlLXB3", "success")] // NUL alice NUL alice-pw
    [DataRow("AGFsaWNlAHdyb25n", "failure")]     // NUL alice NUL wrong
    [DataRow("Ym9iQHNpbS5sb2NhbGhvc3QAYWxpY2UAYWxpY2UtcHc=", "failure")] // alice as bob
    public void Plain_works_where_it_is_allowed(string message, string outcome)
    {
        World world = new(clock => new DomainOptions
        {
            Domain = "sim.localhost",
            Clock = clock,
            Entropy = Entropy.FromSeed(1),
            AllowPlain = true,
        });
        XElement end = Opened(world).Ask($"<auth xmlns='{Sasl}' mechanism='PLAIN'>{message}</auth>");
        Assert.AreEqual(outcome, end.Name.LocalName);
    }

    [TestMethod]
    [DataRow("=", "success")]
    [DataRow("YWxpY2VAc2ltLmxvY2FsaG9zdA==", "success")] // alice@sim.localhost
    [DataRow("Ym9iQHNpbS5sb2NhbGhvc3Q=", "failure")]     // bob@sim.localhost
    public void External_takes_the_jid_of_the_certificate_and_no_other(string message, string outcome)
    {
        World world = new();
        ScriptedClient client = new(world.Domain, true, ["alice@sim.localhost"]);
        client.Say(ScriptedClient.Header);
        client.Hear();
        XElement end = client.Ask($"<auth xmlns='{Sasl}' mechanism='EXTERNAL'>{message}</auth>");
        Assert.AreEqual(outcome, end.Name.LocalName);
    }

    [TestMethod]
    public void Ten_failures_end_the_stream()
    {
        ScriptedClient client = Opened(new World());
        for (int i = 0; i < 10; i++)
        {
            client.Say($"<abort xmlns='{Sasl}'/>");
        }

        Assert.AreEqual("policy-violation", ScriptedClient.Condition(client.Hear()[^1]));
        Assert.IsTrue(client.Session.WantsClose);
    }

    [TestMethod]
    public void A_stanza_before_login_ends_the_stream()
    {
        ScriptedClient client = Opened(new World());
        Assert.AreEqual("not-authorized", ScriptedClient.Condition(client.Ask("<message to='bob@sim.localhost'/>")));
    }

    [TestMethod]
    public void A_new_password_replaces_the_old_one()
    {
        World world = new();
        world.Domain.SetPassword("alice", "fresh");
        ScriptedClient client = Opened(world);
        Assert.AreEqual("failure", client.Authenticate("SCRAM-SHA-256", "alice", "alice-pw").Name.LocalName);
        Assert.AreEqual("success", client.Authenticate("SCRAM-SHA-256", "alice", "fresh").Name.LocalName);
    }

    private static ScriptedClient Opened(World world)
    {
        ScriptedClient client = world.Connect();
        client.Say(ScriptedClient.Header);
        client.Hear();
        return client;
    }

    private static string Salt(ScriptedClient client, string user)
    {
        XElement challenge = client.Ask(
            $"<auth xmlns='{Sasl}' mechanism='SCRAM-SHA-256'>{new ScramScript("SCRAM-SHA-256", user,
                "x").First()}</auth>");
        return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(challenge.Value)).Split(',')[1];
    }
}
