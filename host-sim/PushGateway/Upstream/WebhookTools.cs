using System.CommandLine;

namespace HostSim.PushGateway.Upstream;

/// <summary>The commands <c>gateway webhook …</c>: which addresses are told what devices say. A running gateway reads
/// the file when it starts.</summary>
public static class WebhookTools
{
    private const int Success = 0;
    private const int Refused = 1;

    /// <summary>The command with all below it, for the data folder that the arguments name.</summary>
    public static Command Make(Func<ParseResult, string> folder)
    {
        Command command = new("webhook", "Addresses that are told what devices say, from the next start on.");
        Command[] tools = [Add(folder), List(folder), Remove(folder)];
        Array.ForEach(tools, command.Add);
        return command;
    }

    private static Command Add(Func<ParseResult, string> folder)
    {
        Option<string> url = Url();
        Option<string[]> topics = new("--topic")
        {
            Description = "Whose messages: a topic, all that begin alike (dev.example.*), or * [*]. May come often. "
                + "Topics travel as hashes: until a topic is named in full, here or by a push, only * sees it.",
            DefaultValueFactory = _ => ["*"],
        };
        return Tool("add", "Adds an address and prints the secret that signs what it is told.", [url, topics], parsed =>
        {
            Webhook hook = new()
            {
                Url = Address(parsed.GetRequiredValue(url)),
                Secret = WebhookFile.NewSecret(),
                Topics = parsed.GetRequiredValue(topics),
            };
            new WebhookFile(folder(parsed)).Change(all => all.Any(other => other.Url == hook.Url)
                ? throw new UsageException($"--url: {hook.Url} is there already")
                : [.. all, hook]);
            Console.WriteLine($"secret of {hook.Url}: {hook.Secret}");
            return Success;
        });
    }

    private static Command List(Func<ParseResult, string> folder) => Tool("list", "Every address.", [], parsed =>
    {
        foreach (Webhook hook in new WebhookFile(folder(parsed)).Read())
        {
            Console.WriteLine($"{hook.Url}  {string.Join(", ", hook.Topics)}");
        }

        return Success;
    });

    private static Command Remove(Func<ParseResult, string> folder)
    {
        Option<string> url = Url();
        return Tool("remove", "Takes an address out.", [url], parsed =>
        {
            Uri gone = Address(parsed.GetRequiredValue(url));
            bool done = new WebhookFile(folder(parsed)).Change(all =>
            {
                Webhook[] rest = [.. all.Where(hook => hook.Url != gone)];
                return rest.Length < all.Count ? rest : null;
            });
            Console.WriteLine(done ? $"{gone} is told nothing more" : $"there is no webhook {gone}");
            return done ? Success : Refused;
        });
    }

    private static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
        ? url
        : throw new UsageException($"--url: '{text}' is no address");

    private static Option<string> Url() => new("--url") { Description = "The address.", Required = true };

    private static Command Tool(string name, string description, Option[] options, Func<ParseResult, int> run)
    {
        Command command = new(name, description);
        Array.ForEach(options, command.Add);
        command.SetAction((parsed, _) => Task.FromResult(ToolRun.Usable(() => run(parsed))));
        return command;
    }
}
