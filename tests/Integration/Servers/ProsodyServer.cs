using HostSim.Certs;
namespace Tests.Integration.Servers;

/// <summary>A private Prosody 13 in the foreground; administered with its shell.</summary>
internal sealed class ProsodyServer : LocalServer
{
    private const string VersionFile = "/usr/lib/prosody/prosody.version";

    private readonly string _configuration;
    private ServerProcess? _process;

    /// <summary>Prepares a server that is not started yet.</summary>
    public ProsodyServer(CertificateAuthority authority)
        : base(authority)
    {
        _configuration = Path.Combine(Folder, "prosody.cfg.lua");
        authority.WriteServerFiles(Folder, Domain);
    }

    /// <inheritdoc/>
    public override string Label => $"Prosody {File.ReadAllText(VersionFile).Trim()}";

    /// <inheritdoc/>
    protected override bool HasExited => _process?.HasExited ?? true;

    /// <summary>Why it cannot be started here; null if it can.</summary>
    public static string? Missing()
    {
        if (!File.Exists(VersionFile))
        {
            return "Prosody is not installed (package prosody)";
        }

        string version = File.ReadAllText(VersionFile).Trim();
        if (!int.TryParse(version.Split('.')[0], out int major) || major < 13)
        {
            return $"Prosody {version} is installed, but the suite needs 13 or newer (the backports suite has it)";
        }

        return Directory.Exists("/usr/lib/prosody/modules/mod_sasl2_fast")
            ? null
            : "Prosody's community modules are not installed (package prosody-modules)";
    }

    /// <inheritdoc/>
    public override LoginSite? SiteFor(LoginPath path) => path switch
    {
        LoginPath.Any => new LoginSite(Domain, DirectTls),
        LoginPath.Classic => new LoginSite("classic." + Domain, DirectTls),
        LoginPath.ScramSha1 => new LoginSite("sha1." + Domain, DirectTls),
        LoginPath.Plain => new LoginSite("plain." + Domain, DirectTls),

        // Inside direct TLS, Prosody asks every host's clients for a certificate or none.
        LoginPath.External => new LoginSite("cert." + Domain, StartTls),
        LoginPath.Broken => new LoginSite("broken." + Domain, DirectTls),
        _ => null,
    };

    /// <inheritdoc/>
    public override Task CreateAccountAsync(string jid, string password) => ShellAsync("user", "create", jid, password);

    /// <summary>Creates them in one go: each call of the shell is a program of its own.</summary>
    public override Task CreateAccountsAsync(string prefix, int count, string password) => ShellAsync(
        $">local users = require \"prosody.core.usermanager\"; for i = 1, {count} do "
        + $"assert(users.create_user(\"{prefix}\"..i, \"{password}\", \"{Domain}\")) end return \"made\"");

    /// <inheritdoc/>
    public override Task DisableAccountAsync(string jid) => ShellAsync("user", "disable", jid);

    /// <inheritdoc/>
    public override Task KickAsync(string jid) => ShellAsync("c2s", "close", jid);

    /// <summary>Ends the sessions of an account with a stream error, its content and a text.</summary>
    public Task CloseStreamAsync(string jid, string condition, string content)
    {
        string lua = $"""
            >local st = require "prosody.util.stanza"; local n = 0;
            for full, session in pairs(prosody.full_sessions) do if full:sub(1, {jid.Length + 1}) == "{jid}/" then
            n = n + 1; session:close(st.stanza("stream:error"):text_tag("{condition}", "{content}",
            {"{"} xmlns = "urn:ietf:params:xml:ns:xmpp-streams" {"}"})) end end return n
            """;
        return ShellAsync(lua.ReplaceLineEndings(" "));
    }

    /// <inheritdoc/>
    public override async Task<int> SessionCountAsync(string jid)
    {
        string answer = await ShellAsync(
            $">local n = 0; for full in pairs(prosody.full_sessions) do if full:sub(1, {jid.Length + 1}) == \"{jid}/\" "
            + "then n = n + 1 end end return n");
        return int.Parse(answer.AsSpan(answer.LastIndexOf(' ') + 1).Trim());
    }

    /// <inheritdoc/>
    public override Task StopAsync() => _process!.StopAsync();

    /// <inheritdoc/>
    public override Task KillAsync() => _process!.KillAsync();

    /// <inheritdoc/>
    public override string ReadLog() => $"{_process?.Output}{Environment.NewLine}{base.ReadLog()}";

    /// <inheritdoc/>
    protected override Task LaunchAsync()
    {
        Template.Fill(
            "prosody.cfg.lua.in",
            _configuration,
            ("FOLDER", Folder),
            ("PLUGINS", Path.Combine(AppContext.BaseDirectory, "Servers")),
            ("STARTTLS_PORT", StartTls.Number),
            ("DIRECT_PORT", DirectTls.Number),
            ("STANZA_LIMIT", StanzaLimit));
        Directory.CreateDirectory(Path.Combine(Folder, "data"));
        _process?.Dispose();
        _process = ServerProcess.Start(
            "/usr/bin/prosody", ["--config", _configuration, "-F"], new Dictionary<string, string>());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override ValueTask EndAsync()
    {
        _process?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<string> ShellAsync(params string[] words)
    {
        string answer = await ProgramRun.OutputAsync(
            "/usr/bin/prosodyctl", ["--config", _configuration, "shell", .. words]);
        return answer.Contains("Fail", StringComparison.Ordinal)
            ? throw new InvalidOperationException($"{string.Join(' ', words)}: {answer}")
            : answer.Trim();
    }
}
