using System.Xml.Linq;

namespace Tests.Server;

/// <summary>What a client says to the PubSub component.</summary>
internal static class PubSubScript
{
    public const string Space = "http://jabber.org/protocol/pubsub";

    public static readonly XNamespace PubSub = Space;
    public static readonly XNamespace Owner = Space + "#owner";
    public static readonly XNamespace Event = Space + "#event";
    public static readonly XNamespace Data = "jabber:x:data";

    public static XElement Result(ScriptedClient client, string iq)
    {
        XElement answer = client.Ask(iq);
        Assert.AreEqual("result", (string?)answer.Attribute("type"), answer.ToString());
        return answer;
    }

    public static string Iq(string type, string space, string action) =>
        $"<iq type='{type}' id='q' to='pubsub.sim.localhost'><pubsub xmlns='{space}'>{action}</pubsub></iq>";

    public static string Set(string action) => Iq("set", Space, action);

    public static string Get(string action) => Iq("get", Space, action);

    public static string Own(string type, string action) => Iq(type, Space + "#owner", action);

    public static string Publish(string node, string id, string payload, string options = "") =>
        Set($"<publish node='{node}'><item id='{id}'>{payload}</item></publish>{options}");

    public static string Options(string name, string value) =>
        $"<publish-options>{Form(name, value)}</publish-options>";

    public static string Form(string name, string value) =>
        $"<x xmlns='jabber:x:data' type='submit'><field var='pubsub#{name}'><value>{value}</value></field></x>";

    public static string Affiliations(string user, string kind) => Own(
        "set",
        $"<affiliations node='n'><affiliation jid='{user}@sim.localhost' affiliation='{kind}'/></affiliations>");

    public static void Affiliate(ScriptedClient owner, string user, string kind) =>
        Result(owner, Affiliations(user, kind));

    public static string Disco(string kind, string node) => "<iq type='get' id='d' to='pubsub.sim.localhost'>"
        + $"<query xmlns='http://jabber.org/protocol/disco#{kind}' {node}/></iq>";

    public static string Ids(XElement answer) =>
        string.Join(',', answer.Descendants(PubSub + "item").Select(item => (string?)item.Attribute("id")));

    public static string? Value(XElement form, string field) =>
        form.Elements().Single(one => (string?)one.Attribute("var") == field).Element(Data + "value")?.Value;
}
