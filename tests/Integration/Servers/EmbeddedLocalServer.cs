using HostSim.Certs;
using HostSim.XmppServer;

namespace Tests.Integration.Servers;

/// <summary>The simulator's own server in this process; one more instance for each host that is set up differently.
/// </summary>
internal sealed class EmbeddedLocalServer : LocalServer
{
    private readonly Dictionary<string, EmbeddedServer> _hosts = [];

    /// <summary>Prepares a server that is not started yet.</summary>
    public EmbeddedLocalServer(CertificateAuthority authority)
        : base(authority)
    {
        File.WriteAllText(Path.Combine(Folder, CertificateAuthority.CertificateFile), authority.CertificatePem);
        File.WriteAllText(Path.Combine(Folder, CertificateAuthority.KeyFile), authority.ExportKeyPem());
    }

    /// <inheritdoc/>
    public override string Label => "Embedded";

    /// <summary>The instance of the main domain.</summary>
    public EmbeddedServer Main => _hosts[Domain];

    /// <inheritdoc/>
    protected override bool HasExited => false;

    /// <inheritdoc/>
    public override LoginSite? SiteFor(LoginPath path) => path switch
    {
        LoginPath.Any or LoginPath.External => new LoginSite(Domain, DirectTls),
        LoginPath.Classic => Site("classic"),
        LoginPath.ScramSha1 => Site("sha1"),
        LoginPath.ScramSha512 => Site("sha512"),
        LoginPath.Broken => Site("broken"),
        _ => null,
    };

    /// <inheritdoc/>
    public override Task CreateAccountAsync(string jid, string password) =>
        Do(jid, (server, user) => server.AddAccount(user, password));

    /// <inheritdoc/>
    public override Task DisableAccountAsync(string jid) => Do(jid, (server, user) => server.Disable(user));

    /// <inheritdoc/>
    public override Task KickAsync(string jid) => Do(jid, (server, user) => server.Kick(user, "policy-violation"));

    /// <summary>Ends the sessions of an account with a stream error.</summary>
    public Task CloseStreamAsync(string jid, string condition) =>
        Do(jid, (server, user) => server.Kick(user, condition));

    /// <inheritdoc/>
    public override Task<int> SessionCountAsync(string jid) => Task.FromResult(
        Main.OnlineSessions.Count(session => session.StartsWith(jid + "/", StringComparison.Ordinal)));

    /// <summary>Restarts the listener: the next <see cref="LocalServer.StartAsync"/> finds it running.</summary>
    public override Task StopAsync() => Main.RestartAsync(graceful: true);

    /// <inheritdoc/>
    public override Task KillAsync() => Main.RestartAsync(graceful: false);

    /// <inheritdoc/>
    public override string ReadLog() => "(the embedded server keeps no log here)";

    /// <inheritdoc/>
    protected override async Task LaunchAsync()
    {
        if (_hosts.Count > 0)
        {
            Main.Xmpp.Options.Limits.StanzaBytes = StanzaLimit;
            return;
        }

        await AddAsync(new DomainOptions { Domain = Domain }, StartTls.Number, DirectTls.Number);
        await AddAsync(new DomainOptions { Domain = Below("classic"), OfferSasl2 = false });
        await AddAsync(new DomainOptions { Domain = Below("sha1"), ScramMechanisms = ["SCRAM-SHA-1"] });
        await AddAsync(new DomainOptions { Domain = Below("sha512"), ScramMechanisms = ["SCRAM-SHA-512"] });
        await AddAsync(new DomainOptions { Domain = Below("broken") });
        _hosts[Below("broken")].Faults.TemporaryAuthFailure = true;
    }

    /// <inheritdoc/>
    protected override async ValueTask EndAsync()
    {
        foreach (EmbeddedServer server in _hosts.Values)
        {
            await server.DisposeAsync();
        }
    }

    private static string Below(string name) => $"{name}.{Domain}";

    private LoginSite Site(string name) =>
        new(Below(name), new LoginPort(_hosts[Below(name)].DirectTlsPort, true));

    private async Task AddAsync(DomainOptions options, int startTlsPort = 0, int directTlsPort = 0) =>
        _hosts[options.Domain] = await EmbeddedServer.StartAsync(new EmbeddedServerOptions
        {
            Domain = options.Domain,
            DomainOptions = options,
            AuthorityFolder = Folder,
            StartTlsPort = startTlsPort,
            DirectTlsPort = directTlsPort,
        });

    private Task Do(string jid, Action<EmbeddedServer, string> action)
    {
        string[] parts = jid.Split('@');
        action(_hosts[parts[1]], parts[0]);
        return Task.CompletedTask;
    }
}
