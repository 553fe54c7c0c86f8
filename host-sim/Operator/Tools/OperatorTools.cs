using System.CommandLine;
using System.Xml.Linq;
using HostSim.Arguments;

namespace HostSim.Operator.Tools;

/// <summary>The <c>operator</c> command: what a person or a script does with devices on a server.</summary>
public static class OperatorTools
{
    private static readonly OperatorArguments Arguments = new();

    /// <summary>The command with all below it.</summary>
    public static Command Make()
    {
        Command command = new("operator",
            "Talks to devices on an XMPP server, real or simulated. Ends with 0 for done, 1 if the device or the "
            + "service said no, 2 for wrong arguments, 3 without a connection or a login, 4 without an answer.");
        Arguments.AddTo(command);
        Command[] tools = [Devices(), Run(), Watch(), Publish(), Chat()];
        Array.ForEach(tools, command.Add);
        command.Add(PushTool.Make(Arguments));
        return command;
    }

    private static Command Devices()
    {
        Argument<string[]> more = new("device")
        {
            Description = "Addresses of devices that shall be in the roster from now on.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        return Tool("devices", "Who is online, and how it fares: every device in the operator's roster.", [more],
            (_, session, output) => new DevicesTool(session, output).RunAsync());
    }

    private static Command Run()
    {
        Argument<string> device = Device();
        Argument<string> name = new("name") { Description = "The command, for example pin.write." };
        Argument<string[]> words = new("argument")
        {
            Description = "Its arguments, each written name=value.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        return Tool("command", "Runs a command: operator command dev1@example.org pin.write pin=2 value=1",
            [device, name, words], (parsed, session, output) => new CommandTool(session, output).RunAsync(
                parsed.GetRequiredValue(device), parsed.GetRequiredValue(name),
                CommandTool.Arguments(parsed.GetValue(words) ?? [])),
            parsed => CommandTool.Arguments(parsed.GetValue(words) ?? []));
    }

    private static Command Watch()
    {
        Argument<string> target = new("target") { Description = "A device's address, or a PubSub node." };
        Option<int?> count = Values.Number("--count", 1, int.MaxValue, "Ends after so many items.");
        Command command = Tool("watch", "Prints readings as they come: operator watch dev1@example.org", [target],
            (parsed, session, output) => new WatchTool(session, output).RunAsync(
                parsed.GetRequiredValue(target), parsed.GetValue(count)));
        command.Add(count);
        return command;
    }

    private static Command Publish()
    {
        Argument<string> node = new("node") { Description = "The PubSub node." };
        Argument<string> payload = new("payload") { Description = "XML, or - to read it from standard input." };
        XElement? item = null;
        return Tool("publish", "Publishes one item: operator publish dev1/commands '<command .../>'", [node, payload],
            (parsed, session, _) => new PublishTool(session).RunAsync(parsed.GetRequiredValue(node), item!),
            parsed => item = PublishTool.Payload(parsed.GetRequiredValue(payload), Console.In));
    }

    private static Command Chat()
    {
        Argument<string> device = Device();
        Argument<string?> text = new("text")
        {
            Description = "What to say; without it, the lines of standard input.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return Tool("chat", "Talks to a device: operator chat dev1@example.org help", [device, text],
            (parsed, session, output) => parsed.GetValue(text) is string said
                ? new ChatTool(session, output).SayAsync(parsed.GetRequiredValue(device), said)
                : new ChatTool(session, output).TalkAsync(parsed.GetRequiredValue(device), Console.In));
    }

    private static Argument<string> Device() => new("device") { Description = "The device's address." };

    // A device is seen only by those in its roster and it in theirs: whoever is named is asked for.
    private static string[] DevicesIn(ParseResult parsed, Argument[] arguments)
    {
        string[] named = arguments[0] switch
        {
            Argument<string[]> many => parsed.GetValue(many) ?? [],
            Argument<string> { Name: "device" } one => [parsed.GetRequiredValue(one)],
            Argument<string> { Name: "target" } one => [parsed.GetRequiredValue(one)],
            _ => [],
        };
        bool isNode = arguments[0].Name == "target" && !named[0].Contains('@', StringComparison.Ordinal);
        return isNode ? [] : [.. named.Select(name => Values.Address(arguments[0].Name, name))];
    }

    // What can be wrong with the arguments is said before anybody logs in.
    private static Command Tool(string name, string description, Argument[] arguments,
        Func<ParseResult, ToolSession, ToolOutput, Task<int>> act, Action<ParseResult>? check = null)
    {
        Command command = new(name, description);
        Array.ForEach(arguments, command.Add);
        command.SetAction(async (parsed, _) =>
        {
            check?.Invoke(parsed);
            OperatorOptions options = Arguments.Read(parsed) with { Devices = DevicesIn(parsed, arguments) };
            await using ToolSession session = await ToolSession.OpenAsync(options, Arguments.Timeout(parsed));
            return await act(parsed, session, Arguments.Output(parsed));
        });
        return command;
    }
}
