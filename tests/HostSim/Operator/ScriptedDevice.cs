using System.Xml.Linq;
using HostSim.Operator;

namespace Tests.HostSim.Operator;

/// <summary>A peer with two ad-hoc commands, <c>add</c> with a form and <c>now</c> without, that refuses <c>secret</c>:
/// just enough of XEP-0050 to answer an operator.</summary>
internal sealed class ScriptedDevice : IAsyncDisposable
{
    private readonly XmppConnection _connection;
    private readonly Task _running;

    private ScriptedDevice(XmppConnection connection)
    {
        _connection = connection;
        _running = RunAsync();
    }

    public static async Task<ScriptedDevice> StartAsync(OperatorOptions account)
    {
        XmppConnection connection = await XmppConnection.OpenAsync(account, CancellationToken.None);
        await connection.SendAsync(new XElement(XmppNames.Client + "presence"), CancellationToken.None);
        return new ScriptedDevice(connection);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _running;
    }

    private async Task RunAsync()
    {
        try
        {
            while (await _connection.ReadAsync() is XElement element)
            {
                if (Answer(element) is XElement answer)
                {
                    await _connection.SendAsync(answer, CancellationToken.None);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or System.Xml.XmlException)
        {
            return;
        }
    }

    private static XElement? Answer(XElement element)
    {
        if (element.Name == XmppNames.Client + "presence" && element.Attribute("type")?.Value == "subscribe")
        {
            return new XElement(XmppNames.Client + "presence", new XAttribute("type", "subscribed"),
                new XAttribute("to", XmppNames.Bare(element.Attribute("from")!.Value)));
        }

        XElement? command = element.Element(XmppNames.Commands + "command");
        return element.Attribute("type")?.Value == "set" && command is not null ? Answer(element, command) : null;
    }

    private static XElement Answer(XElement iq, XElement command) =>
        (command.Attribute("node")?.Value, command.Element(XmppNames.Form + "x")) switch
        {
            ("now", null) => Reply(iq, "completed", Form("result", Field("time", "12:00"))),
            ("add", null) => Reply(iq, "executing", Form("form", Field("a", null), Field("b", null))),
            ("add", XElement form) => Reply(iq, "completed",
                Form("result", Field("sum", $"{Number(form, "a") + Number(form, "b")}"))),
            ("secret", _) => Error(iq, "forbidden"),
            ("broken", _) => Reply(iq, "completed", new XElement(XmppNames.Commands + "note",
                new XAttribute("type", "error"), "it is broken")),
            _ => Error(iq, "item-not-found"),
        };

    private static int Number(XElement form, string name) =>
        int.Parse(form.Elements().Single(field => field.Attribute("var")?.Value == name).Value);

    private static XElement Reply(XElement iq, string status, XElement content) =>
        Iq(iq, "result", new XElement(XmppNames.Commands + "command",
            new XAttribute("node", iq.Elements().Single().Attribute("node")!.Value),
            new XAttribute("status", status), new XAttribute("sessionid", "s1"), content));

    private static XElement Error(XElement iq, string condition) =>
        Iq(iq, "error", new XElement(XmppNames.Client + "error", new XAttribute("type", "cancel"),
            new XElement(XmppNames.Stanzas + condition)));

    private static XElement Iq(XElement iq, string type, XElement content) =>
        new(XmppNames.Client + "iq", new XAttribute("type", type), new XAttribute("id", iq.Attribute("id")!.Value),
            new XAttribute("to", iq.Attribute("from")!.Value), content);

    private static XElement Form(string type, params XElement[] fields) =>
        new(XmppNames.Form + "x", new XAttribute("type", type), fields);

    private static XElement Field(string name, string? value) =>
        new(XmppNames.Form + "field", new XAttribute("var", name),
            value is null ? null : new XElement(XmppNames.Form + "value", value));
}
