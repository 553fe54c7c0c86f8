using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace HostSim.Arguments;

/// <summary>The help of every command, with examples after it.</summary>
internal sealed class HelpExamples(HelpAction usual) : SynchronousCommandLineAction
{
    private const string OperatorLogin = "--user me@example.org --password-file F";

    private const string OperatorEnd = "Ends with 0 for done, 1 if the device or the service said no, 2 for wrong "
        + "arguments, 3 without a\n  connection or a login, 4 without an answer. Colours only on a terminal.";

    // By the words that lead to the command.
    private static readonly Dictionary<string, string[]> All = new(StringComparer.Ordinal)
    {
        [""] =
        [
            "", "--devices 20 --seed 7", "--link courier --port 8080",
            "--server xmpp.example:5223 --domain example --user dev1 --password-file F --ca ca.pem",
        ],
        ["run"] = ["run --faults plan.json --seed 7", "run --link imip --port 8080"],
        ["replay"] = ["replay chaos-17.json"],
        ["operator"] =
        [
            $"operator devices {OperatorLogin}",
            $"operator command dev1@example.org pin.write pin=2 value=1 {OperatorLogin}",
        ],
        ["operator devices"] =
        [
            $"operator devices {OperatorLogin}", $"operator devices dev1@example.org {OperatorLogin}",
            $"operator devices --json {OperatorLogin} --server localhost:5223 --ca ca.pem",
        ],
        ["operator command"] =
        [
            $"operator command dev1@example.org pin.write pin=2 value=1 {OperatorLogin}",
            $"operator command dev1@example.org sensor.read --json {OperatorLogin}",
        ],
        ["operator watch"] =
        [
            $"operator watch dev1@example.org {OperatorLogin}",
            $"operator watch dev1/results --count 1 --json {OperatorLogin}",
        ],
        ["operator publish"] =
        [
            "operator publish dev1/commands \"<command xmlns='http://jabber.org/protocol/commands' node='health'/>\" "
                + OperatorLogin,
            $"operator publish dev1/commands - {OperatorLogin} < command.xml",
        ],
        ["operator chat"] =
        [
            $"operator chat dev1@example.org help {OperatorLogin}", $"operator chat dev1@example.org {OperatorLogin}",
        ],
        ["operator send-push"] =
        [
            "operator send-push TOKEN '{\"aps\":{\"alert\":\"hello\"}}' --topic agent.device --team T --key-id K "
                + "--key key.pem\n    --server localhost:2197 --ca ca.pem",
        ],
        ["gateway"] = ["gateway --data FOLDER", "gateway enrol --device dev1 --data FOLDER"],
        ["gateway enrol"] = ["gateway enrol --device dev1 --minutes 10 --data FOLDER"],
        ["gateway revoke"] = ["gateway revoke --device dev1 --data FOLDER"],
        ["gateway list"] = ["gateway list --data FOLDER"],
        ["fleet"] =
        [
            "fleet --devices 5000 --duration 60", "fleet --devices 500 --scenario storm --html storm.html",
            "fleet --link courier --devices 1000 --tls 100 --scenario churn",
            "fleet --devices 100 --server xmpp.example:5223 --domain example --user 'dev{n}' --password-file F\n"
                + "    --operator me --operator-password-file G --ca ca.pem",
        ],
        ["completion"] =
        [
            "completion bash >> ~/.bashrc", "completion zsh >> ~/.zshrc", "completion pwsh >> $PROFILE",
        ],
    };

    /// <summary>Puts examples into the help of all commands below this one.</summary>
    public static void AddTo(RootCommand root)
    {
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpExamples((HelpAction)help.Action!);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int result = usual.Invoke(parseResult);
        string path = Path(parseResult.CommandResult.Command);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (Of(path) is { Count: > 0 } examples)
        {
            output.WriteLine("Examples:");
            foreach (string example in examples)
            {
                output.WriteLine($"  {RootCommand.ExecutableName} {example}".TrimEnd());
            }

            output.WriteLine();
        }

        if (path.StartsWith("operator ", StringComparison.Ordinal))
        {
            output.WriteLine($"  {OperatorEnd}");
        }

        return result;
    }

    /// <summary>The examples of the command to which these words lead; none for an unknown one.</summary>
    internal static IReadOnlyList<string> Of(string path) => All.GetValueOrDefault(path, []);

    private static string Path(Command command) => string.Join(' ', Words(command).Reverse());

    private static IEnumerable<string> Words(Symbol command)
    {
        for (Symbol? at = command; at is not null and not RootCommand; at = at.Parents.FirstOrDefault())
        {
            yield return at.Name;
        }
    }
}
