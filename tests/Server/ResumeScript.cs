using System.Xml.Linq;

namespace Tests.Server;

/// <summary>Enabling stream management and coming back.</summary>
internal static class ResumeScript
{
    public static string Enable(ScriptedClient client)
    {
        XElement enabled = client.Ask("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
        return (string?)enabled.Attribute("id") ?? string.Empty;
    }

    public static ScriptedClient Resume(World world, string id, int h, out XElement answer)
    {
        ScriptedClient client = world.Connect();
        client.Login("alice", "alice-pw");
        client.Say($"<resume xmlns='urn:xmpp:sm:3' previd='{id}' h='{h}'/>");
        answer = client.Hear()[0];
        return client;
    }
}
