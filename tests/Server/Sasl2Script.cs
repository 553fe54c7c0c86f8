using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Tests.Server;

/// <summary>What a client says in SASL2, and the mark of a FAST token.</summary>
internal static class Sasl2Script
{
    public const string Agent =
        "<user-agent id='d4565fa7-4d72-4749-b3d3-740edbf87770'><software>t</software></user-agent>";

    public const string Bind =
        "<bind xmlns='urn:xmpp:bind:0'><tag>dev</tag><enable xmlns='urn:xmpp:sm:3' resume='true'/></bind>";

    public const string WantToken = "<request-token xmlns='urn:xmpp:fast:0' mechanism='HT-SHA-256-NONE'/>";

    public static readonly XNamespace Sasl2 = "urn:xmpp:sasl:2";
    public static readonly XNamespace Fast = "urn:xmpp:fast:0";

    public static ScriptedClient Named(World world)
    {
        ScriptedClient client = world.Connect();
        client.Say(ScriptedClient.NamedHeader);
        client.Hear();
        return client;
    }

    // The first element after the last response; what came with it stays in LastText.
    public static XElement Scram(ScriptedClient client, string riders)
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

    public static string FirstToken(World world) => Rotated(Scram(Named(world), Agent + WantToken + Bind));

    public static string Rotated(XElement success) =>
        (string?)success.Element(Fast + "token")?.Attribute("token") ?? string.Empty;

    public static XElement Login(World world, string token, int count)
    {
        ScriptedClient client = Named(world);
        client.Say(TokenLogin(token, count, Bind));
        return client.Hear()[0];
    }

    public static string TokenLogin(string token, int count, string riders)
    {
        byte[] message = [.. "alice\0"u8, .. Mac(token, "Initiator")];
        return $"<authenticate xmlns='{Sasl2}' mechanism='HT-SHA-256-NONE'>"
            + $"<initial-response>{Convert.ToBase64String(message)}</initial-response>{Agent}"
            + $"<fast xmlns='urn:xmpp:fast:0' count='{count}'/>{riders}</authenticate>";
    }

    public static byte[] Mac(string token, string role) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(role));
}
