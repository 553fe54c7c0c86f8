using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HostSim.PushGateway.Provider;

/// <summary>The commands <c>gateway provider …</c>: who may push. They work on the file, also while a gateway runs on
/// it, which notices within a second.</summary>
public static class ProviderTools
{
    private const int Success = 0;
    private const int Refused = 1;

    // What provider portals hand out: ten capital letters and digits, without those that look alike.
    private const int IdLength = 10;
    private const string IdLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>The command with all below it, for the data folder that the arguments name.</summary>
    public static Command Make(Func<ParseResult, string> folder)
    {
        Command command = new("provider", "Who may push to devices.");
        Command[] tools = [Add(folder), Certificate(folder), List(folder), Remove(folder)];
        Array.ForEach(tools, command.Add);
        return command;
    }

    private static Command Add(Func<ParseResult, string> folder)
    {
        Option<string?> team = new("--team") { Description = "Whose key it is [a new id]." };
        Option<string?> keyId = new("--key-id") { Description = "The key's id [a new id]." };
        Option<string?> publicKey = new("--public-key") { Description = "PEM file of a public key on P-256." };
        Option<string?> privateKey = new("--private-key")
        {
            Description = "Makes a new key and writes its private half to this file; the gateway keeps the public one.",
        };
        Option<string[]> topics = Topics();
        Option<string?> environment = Environment();
        return Tool("add", "Adds a key that signs provider tokens.",
            [team, keyId, publicKey, privateKey, topics, environment], parsed =>
        {
            ProviderEntry entry = new()
            {
                Team = parsed.GetValue(team) ?? NewId(),
                Key = parsed.GetValue(keyId) ?? NewId(),
                PublicKey = PublicKey(parsed.GetValue(publicKey), parsed.GetValue(privateKey)),
                Topics = parsed.GetRequiredValue(topics),
                Environment = parsed.GetValue(environment),
            };
            Append(folder(parsed), entry);
            Console.WriteLine($"team {entry.Team}, key {entry.Key}: {string.Join(", ", entry.Topics)}");
            return Success;
        });
    }

    private static Command Certificate(Func<ParseResult, string> folder)
    {
        Option<string> topic = new("--topic") { Description = "What it may push to.", Required = true };
        Option<string> output = new("--out")
        {
            Description = "Where to write the certificate and its key: NAME.pem and NAME-key.pem.",
            Required = true,
        };
        return Tool("certificate", "Makes a client certificate that may push to one topic.", [topic, output], parsed =>
        {
            string name = parsed.GetRequiredValue(output);
            using X509Certificate2 made =
                ProviderCertificate.Create(parsed.GetRequiredValue(topic), TimeProvider.System);
            using RSA key = made.GetRSAPrivateKey()!;
            WriteSecret($"{name}-key.pem", key.ExportPkcs8PrivateKeyPem());
            File.WriteAllText($"{name}.pem", made.ExportCertificatePem());
            Append(folder(parsed), new ProviderEntry
            {
                Certificate = made.GetCertHashString(HashAlgorithmName.SHA256),
                Topics = [parsed.GetRequiredValue(topic)],
            });
            Console.WriteLine($"{name}.pem, {name}-key.pem: good until {made.NotAfter.ToUniversalTime():yyyy-MM-dd}");
            return Success;
        });
    }

    private static Command List(Func<ParseResult, string> folder) => Tool("list", "All who may push.", [], parsed =>
    {
        foreach (ProviderEntry entry in new ProviderFile(folder(parsed)).Read())
        {
            string where = entry.Environment is null ? "" : $"  {entry.Environment} only";
            string who = entry.Key is null ? $"certificate {entry.Certificate}" : $"{entry.Team}/{entry.Key}";
            Console.WriteLine($"{who}  {string.Join(", ", entry.Topics)}{where}");
        }

        return Success;
    });

    private static Command Remove(Func<ParseResult, string> folder)
    {
        Option<string> name = new("--key-id")
        {
            Description = "The key's id, or the SHA-256 of the certificate.",
            Required = true,
        };
        return Tool("remove", "Takes somebody's right to push away.", [name], parsed =>
        {
            string gone = parsed.GetRequiredValue(name);
            bool done = new ProviderFile(folder(parsed)).Change(all =>
            {
                ProviderEntry[] rest = [.. all.Where(entry => entry.Key != gone
                    && !string.Equals(entry.Certificate, gone, StringComparison.OrdinalIgnoreCase))];
                return rest.Length < all.Count ? rest : null;
            });
            Console.WriteLine(done ? $"{gone} may push no more" : $"there is no key or certificate {gone}");
            return done ? Success : Refused;
        });
    }

    private static void Append(string folder, ProviderEntry entry) =>
        new ProviderFile(folder).Change(all => [.. all, entry]);

    private static string PublicKey(string? publicFile, string? privateFile)
    {
        if (publicFile is null == privateFile is null)
        {
            throw new UsageException("either --public-key names a key, or --private-key a file for a new one");
        }

        if (publicFile is not null)
        {
            return File.ReadAllText(publicFile);
        }

        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        WriteSecret(privateFile!, key.ExportPkcs8PrivateKeyPem());
        return key.ExportSubjectPublicKeyInfoPem();
    }

    private static void WriteSecret(string path, string text)
    {
        // A key that is there already is somebody's: it is not written over.
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using StreamWriter writer = new(path, System.Text.Encoding.ASCII, options);
        writer.WriteLine(text);
    }

    private static string NewId() => RandomNumberGenerator.GetString(IdLetters, IdLength);

    private static Option<string[]> Topics() => new("--topic")
    {
        Description = "What it may push to: a topic, all that begin alike (dev.example.*), or *. May be given often.",
        Required = true,
    };

    private static Option<string?> Environment() => new("--environment")
    {
        Description = "development or production, if it is for one of them only.",
    };

    private static Command Tool(string name, string description, Option[] options, Func<ParseResult, int> run)
    {
        Command command = new(name, description);
        Array.ForEach(options, command.Add);
        command.SetAction((parsed, _) => Task.FromResult(ToolRun.Usable(() => run(parsed))));
        return command;
    }
}
