using System.Xml.Linq;

namespace HostSim.Operator;

/// <summary>One command that a device offers.</summary>
/// <param name="Name">Its node.</param>
/// <param name="Summary">What it does, for people.</param>
public sealed record OfferedCommand(string Name, string Summary);

/// <summary>How a command ended.</summary>
/// <param name="Status"><c>done</c>, <c>refused</c> (the device does not allow it) or <c>failed</c>.</param>
/// <param name="Result">Names and values that it gave.</param>
/// <param name="Note">What the device said about it; empty for nothing.</param>
/// <param name="Condition">The error condition that came back; empty for none.</param>
public sealed record CommandReply(
    string Status, IReadOnlyList<KeyValuePair<string, string>> Result, string Note, string Condition);

/// <summary>Ad-hoc commands (XEP-0050) from the operator's side: list, form, execute.</summary>
public sealed class DeviceCommands(OperatorClient client)
{
    // Somebody who has just come online is seen a moment later; scripts do not wait.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>The commands that the device offers.</summary>
    /// <exception cref="OperatorException">Offline, or the device said no.</exception>
    public async Task<IReadOnlyList<OfferedCommand>> ListAsync(string deviceJid, CancellationToken cancellation)
    {
        XElement reply = await client.AskAsync("get", await AddressOfAsync(deviceJid, cancellation),
            new XElement(XmppNames.Items + "query", new XAttribute("node", XmppNames.Commands.NamespaceName)),
            cancellation);
        return
        [
            .. reply.Descendants(XmppNames.Items + "item").Select(item => new OfferedCommand(
                item.Attribute("node")?.Value ?? "", item.Attribute("name")?.Value ?? "")),
        ];
    }

    /// <summary>Runs a command: asks for it, fills in its form if it gives one, and returns how it ended.</summary>
    /// <exception cref="OperatorException">The operator or the device is offline, or the device's answer makes no
    /// sense. What the device itself says no to is a reply, not an exception.</exception>
    public async Task<CommandReply> RunAsync(
        string deviceJid, string name, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellation)
    {
        string address = await AddressOfAsync(deviceJid, cancellation);
        try
        {
            XElement command = await StepAsync(address, name, "execute", null, null, cancellation);
            if (command.Attribute("status")?.Value == "executing")
            {
                string session = command.Attribute("sessionid")?.Value ?? "";
                command = await StepAsync(
                    address, name, "complete", session, Fill(command, arguments), cancellation);
            }

            return ReplyIn(command);
        }
        catch (OperatorException e) when (e.Condition.Length > 0)
        {
            string status = e.Condition is "forbidden" or "not-allowed" or "not-authorized" ? "refused" : "failed";
            return new CommandReply(status, [], e.Message, e.Condition);
        }
    }

    /// <summary>The form that the device sends for a command with arguments; it is cancelled, not run.</summary>
    /// <exception cref="OperatorException">The operator or the device is offline, the device said no, or it has no
    /// form for this command.</exception>
    public async Task<CommandForm> FormAsync(string deviceJid, string name, CancellationToken cancellation)
    {
        string address = await AddressOfAsync(deviceJid, cancellation);
        XElement command = await StepAsync(address, name, "execute", null, null, cancellation);
        CommandForm form = CommandForm.Read(command) ?? throw new OperatorException($"{name} has no form");
        string session = command.Attribute("sessionid")?.Value ?? "";
        await StepAsync(address, name, "cancel", session, null, cancellation);
        return form;
    }

    private async Task<string> AddressOfAsync(string deviceJid, CancellationToken cancellation)
    {
        long end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (client.GaveUp is null && Environment.TickCount64 < end)
        {
            if (client.FullJidOf(deviceJid) is string address)
            {
                return address;
            }

            await Task.Delay(LookAgain, cancellation);
        }

        throw new OperatorException(client.GaveUp ?? $"{deviceJid} is not online");
    }

    private async Task<XElement> StepAsync(
        string address, string name, string action, string? session, XElement? form, CancellationToken cancellation)
    {
        XElement command = new(XmppNames.Commands + "command",
            new XAttribute("node", name), new XAttribute("action", action), form);
        if (session is not null)
        {
            command.SetAttributeValue("sessionid", session);
        }

        XElement reply = await client.AskAsync("set", address, command, cancellation);
        return reply.Element(XmppNames.Commands + "command")
            ?? throw new OperatorException($"{address} answered without a command");
    }

    // Every argument goes in, whether the form names it or not: the device decides what it accepts.
    private static XElement Fill(XElement command, IReadOnlyDictionary<string, string> arguments)
    {
        XElement form = new(XmppNames.Form + "x", new XAttribute("type", "submit"));
        XElement? type = command.Descendants(XmppNames.Form + "field")
            .FirstOrDefault(field => field.Attribute("var")?.Value == "FORM_TYPE");
        if (type is not null)
        {
            form.Add(new XElement(type));
        }

        form.Add(arguments.Select(argument => new XElement(XmppNames.Form + "field",
            new XAttribute("var", argument.Key), new XElement(XmppNames.Form + "value", argument.Value))));
        return form;
    }

    private static CommandReply ReplyIn(XElement command)
    {
        XElement? note = command.Element(XmppNames.Commands + "note");
        bool isError = note?.Attribute("type")?.Value == "error";
        string status = command.Attribute("status")?.Value ?? "";
        if (status == "executing")
        {
            // The form again instead of a result: the device does not accept what was filled in.
            return new CommandReply("failed", [], note?.Value ?? "the device wants other arguments", "not-acceptable");
        }

        bool isDone = status == "completed" && !isError;
        KeyValuePair<string, string>[] result =
        [
            .. command.Elements(XmppNames.Form + "x").Elements(XmppNames.Form + "field")
                .Where(field => field.Attribute("type")?.Value is not ("fixed" or "hidden"))
                .Select(field => KeyValuePair.Create(
                    field.Attribute("var")?.Value ?? "",
                    string.Join('\n', field.Elements(XmppNames.Form + "value").Select(value => value.Value)))),
        ];
        return new CommandReply(isDone ? "done" : "failed", result, note?.Value ?? "", "");
    }
}
