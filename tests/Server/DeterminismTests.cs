using System.Text;

namespace Tests.Server;

/// <summary>The same seed and the same input give the same bytes: what seeded runs rely on.</summary>
[TestClass]
public sealed class DeterminismTests
{
    [TestMethod]
    public void Two_runs_of_one_script_say_the_same()
    {
        string first = Run();
        Assert.AreEqual(first, Run());
        Assert.Contains("resumed", first);
        Assert.Contains("secret-token", first);
    }

    private static string Run()
    {
        World world = new();
        world.Domain.Befriend("alice", "bob");
        StringBuilder said = new();
        ScriptedClient bob = world.Online("bob", "b");
        ScriptedClient alice = world.Connect();
        alice.Say(ScriptedClient.NamedHeader);
        Note(said, alice);
        ScramScript scram = new("SCRAM-SHA-256", "alice", "alice-pw");
        alice.Say("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='SCRAM-SHA-256'>"
            + $"<initial-response>{scram.First()}</initial-response><user-agent id='u'/>"
            + "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>"
            + "<bind xmlns='urn:xmpp:bind:0'><tag>t</tag><enable xmlns='urn:xmpp:sm:3' resume='1'/></bind>"
            + "</authenticate>");
        string challenge = alice.HearOne().Value;
        alice.Say($"<response xmlns='urn:xmpp:sasl:2'>{scram.Final(challenge)}</response><presence/>");
        Note(said, alice);
        string id = Between(alice.LastText, "urn:xmpp:sm:3' id='");
        alice.Session.Closed();
        world.Pass(TimeSpan.FromSeconds(10));
        bob.Say("<message to='alice@sim.localhost'><body>x</body></message>");
        ScriptedClient again = world.Connect();
        again.Login("alice", "alice-pw");
        again.Say($"<resume xmlns='urn:xmpp:sm:3' h='0' previd='{id}'/>");
        Note(said, again);
        Note(said, bob);
        return said.ToString();
    }

    private static void Note(StringBuilder said, ScriptedClient client)
    {
        client.Hear();
        said.AppendLine(client.LastText);
    }

    private static string Between(string text, string start) => text.Split(start)[1].Split('\'')[0];
}
