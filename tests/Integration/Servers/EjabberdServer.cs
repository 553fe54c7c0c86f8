using System.Text;
using System.Text.Json;
using HostSim.Certs;

namespace Tests.Integration.Servers;

/// <summary>A private ejabberd 24 without distribution (no epmd, no cookie); administered over HTTP on
/// loopback.</summary>
internal sealed class EjabberdServer : LocalServer
{
    private const int MnesiaDelayMs = 3_000;

    private readonly LoginPort _certificatePort = new(FreePort.Next(), true);
    private readonly int _apiPort = FreePort.Next();
    private readonly HttpClient _http = new();
    private ServerProcess? _process;

    /// <summary>Prepares a server that is not started yet.</summary>
    public EjabberdServer(CertificateAuthority authority)
        : base(authority)
    {
        _http.BaseAddress = new Uri($"http://127.0.0.1:{_apiPort}/api/");
        authority.WriteServerFiles(Folder, Domain);
    }

    /// <inheritdoc/>
    public override string Label => $"ejabberd {Version()}";

    /// <inheritdoc/>
    protected override bool HasExited => _process?.HasExited ?? true;

    /// <summary>Why it cannot be started here; null if it can.</summary>
    public static string? Missing()
    {
        string? version = Version();
        if (version == null || !File.Exists("/usr/bin/erl"))
        {
            return "ejabberd is not installed (package ejabberd)";
        }

        return int.TryParse(version.Split('.')[0], out int major) && major >= 24
            ? null
            : $"ejabberd {version} is installed, but the suite needs 24 or newer (the backports suite has it)";
    }

    /// <inheritdoc/>
    public override LoginSite? SiteFor(LoginPath path) => path switch
    {
        LoginPath.Any => new LoginSite(Domain, DirectTls),
        LoginPath.External => new LoginSite(Domain, _certificatePort),
        LoginPath.ScramSha1 => new LoginSite("sha1." + Domain, DirectTls),
        LoginPath.ScramSha512 => new LoginSite("sha512." + Domain, DirectTls),
        LoginPath.Plain => new LoginSite("plain." + Domain, DirectTls),
        _ => null,
    };

    /// <inheritdoc/>
    public override Task CreateAccountAsync(string jid, string password) =>
        CallAsync("register", new { user = User(jid), host = Host(jid), password });

    /// <inheritdoc/>
    public override Task DisableAccountAsync(string jid) =>
        CallAsync("ban_account", new { user = User(jid), host = Host(jid), reason = "test" });

    /// <inheritdoc/>
    public override Task KickAsync(string jid) => CallAsync("kick_user", new { user = User(jid), host = Host(jid) });

    /// <inheritdoc/>
    public override async Task<int> SessionCountAsync(string jid)
    {
        JsonElement answer = await CallAsync("user_resources", new { user = User(jid), host = Host(jid) });
        return answer.GetArrayLength();
    }

    /// <inheritdoc/>
    public override Task StopAsync() => _process!.StopAsync();

    /// <summary>Kills the server once its accounts are on disk: Mnesia's log is written with up to two seconds' delay.
    /// </summary>
    public override async Task KillAsync()
    {
        await Task.Delay(MnesiaDelayMs);
        await _process!.KillAsync();
    }

    /// <inheritdoc/>
    public override string ReadLog() => $"{_process?.Output}{Environment.NewLine}{base.ReadLog()}";

    /// <inheritdoc/>
    protected override Task LaunchAsync()
    {
        string configuration = Path.Combine(Folder, "ejabberd.yml");
        Template.Fill(
            "ejabberd.yml.in",
            configuration,
            ("FOLDER", Folder),
            ("STARTTLS_PORT", StartTls.Number),
            ("DIRECT_PORT", DirectTls.Number),
            ("CERTIFICATE_PORT", _certificatePort.Number),
            ("API_PORT", _apiPort),
            ("STANZA_LIMIT", StanzaLimit));
        Dictionary<string, string> variables = new()
        {
            ["HOME"] = Folder,
            ["ERL_LIBS"] = Path.GetDirectoryName(Library())!,
            ["EJABBERD_CONFIG_PATH"] = configuration,
            ["EJABBERD_LOG_PATH"] = Path.Combine(Folder, "server.log"),
            ["ERL_CRASH_DUMP"] = Path.Combine(Folder, "crash.dump"),
        };
        _process?.Dispose();
        _process = ServerProcess.Start(
            "/usr/bin/erl",
            ["-noinput", "+K", "true", "-mnesia", "dir", $"\"{Folder}/mnesia\"", "-s", "ejabberd"],
            variables);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override ValueTask EndAsync()
    {
        _http.Dispose();
        _process?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string? Library() =>
        Directory.Exists("/usr/lib")
            ? Directory.GetDirectories("/usr/lib", "*-linux-gnu*")
                .SelectMany(folder => Directory.GetDirectories(folder, "ejabberd-*"))
                .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "ebin", "ejabberd.beam")))
            : null;

    private static string? Version()
    {
        string? name = Path.GetFileName(Library());
        return name?["ejabberd-".Length..].Split('-')[0];
    }

    private static string User(string jid) => jid[..jid.IndexOf('@')];

    private static string Host(string jid) => jid[(jid.IndexOf('@') + 1)..];

    private async Task<JsonElement> CallAsync<T>(string command, T arguments)
    {
        // With its length in front: ejabberd takes no chunked bodies.
        using StringContent body = new(JsonSerializer.Serialize(arguments), Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.PostAsync(new Uri(command, UriKind.Relative), body);
        string text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement
            : throw new InvalidOperationException($"ejabberd {command}: {text}");
    }
}
