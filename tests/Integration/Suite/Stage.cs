using Core.Agent;
using HostSim.Certs;
using Tests.Integration.Devices;
using Tests.Integration.Peers;
using Tests.Integration.Servers;

namespace Tests.Integration.Suite;

/// <summary>One running server with its people, shared by the tests of a class.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly CertificateAuthority _authority = CertificateAuthority.Create("Integration test CA");
    private readonly LocalServer? _server;
    private readonly string? _missing;
    private Peer? _operator;
    private Peer? _stranger;
    private int _lastDevice;

    private Stage(string? missing, Func<CertificateAuthority, LocalServer> create)
    {
        _missing = missing;
        _server = missing == null ? create(_authority) : null;
    }

    /// <summary>The server.</summary>
    public LocalServer Server => _server!;

    /// <summary>Bare JID of the one on the allowlists.</summary>
    public static string OperatorJid => $"operator@{LocalServer.Domain}";

    /// <summary>Bare JID of one who is on no allowlist.</summary>
    public static string StrangerJid => $"stranger@{LocalServer.Domain}";

    /// <summary>The PubSub service.</summary>
    public static string PubSub => $"pubsub.{LocalServer.Domain}";

    /// <summary>Starts a server and creates its people; does nothing if something is missing, but says so.</summary>
    public static async Task<Stage> StartAsync(
        TestContext context, string? missing, Func<CertificateAuthority, LocalServer> create)
    {
        Stage stage = new(missing, create);
        string? reason = missing ?? Peer.Missing();
        if (reason != null)
        {
            context.DisplayMessage(MessageLevel.Warning, $"tests are skipped: {reason}; tests/run installs it");
        }

        if (missing == null)
        {
            await stage.Server.StartAsync();
            await stage.Server.CreateAccountAsync(OperatorJid, "pw-operator");
            await stage.Server.CreateAccountAsync(StrangerJid, "pw-stranger");
        }

        return stage;
    }

    /// <summary>Skips the test, or fails it, if this machine cannot run the server.</summary>
    public void Require() => Requirement.Check(_missing);

    /// <summary>The operator, logged in; a slixmpp client.</summary>
    public async Task<Peer> OperatorAsync()
    {
        Requirement.Check(Peer.Missing());
        return _operator = await AliveAsync(_operator, OperatorJid, "pw-operator");
    }

    /// <summary>The stranger, logged in; a slixmpp client.</summary>
    public async Task<Peer> StrangerAsync()
    {
        Requirement.Check(Peer.Missing());
        return _stranger = await AliveAsync(_stranger, StrangerJid, "pw-stranger");
    }

    /// <summary>A new account on the host for this way to log in, as a wish for a device on direct TLS.</summary>
    public async Task<DeviceWish> NewDeviceAsync(LoginPath path = LoginPath.Any)
    {
        LoginSite site = Server.SiteFor(path)
            ?? throw new InvalidOperationException($"{Server.Label} has no {path}");
        string jid = $"dev{Interlocked.Increment(ref _lastDevice)}@{site.Host}";
        string password = $"pw-{jid}";
        if (path != LoginPath.Broken && (path != LoginPath.External || site.Host == LocalServer.Domain))
        {
            await Server.CreateAccountAsync(jid, password);
        }

        return new DeviceWish { Jid = jid, Password = password, Port = site.Port, Operator = OperatorJid };
    }

    /// <summary>Powers a device on and waits until it is online.</summary>
    public async Task<TestDevice> OnlineAsync(DeviceWish wish)
    {
        TestDevice device = new(Server, wish);
        try
        {
            await device.WaitForAsync(AgentState.Online);
            return device;
        }
        catch
        {
            await device.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets the operator see a device, which approves it because it is on the allowlist.</summary>
    public async Task<string> MeetAsync(TestDevice device)
    {
        Peer @operator = await OperatorAsync();
        await @operator.CallAsync("presence", new { to = device.Jid, type = "subscribe" });
        System.Text.Json.JsonElement presence = await @operator.EventAsync(
            "presence",
            heard => heard.GetProperty("from").GetString()!.StartsWith(device.Jid + "/", StringComparison.Ordinal)
                && heard.GetProperty("type").GetString() is "available" or "chat" or "away" or "xa" or "dnd");
        return presence.GetProperty("from").GetString()!;
    }

    /// <summary>Ends everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync(_operator);
        await EndAsync(_stranger);
        if (_server != null)
        {
            await _server.DisposeAsync();
        }

        _authority.Dispose();
    }

    private static async Task EndAsync(Peer? peer)
    {
        if (peer != null)
        {
            await peer.DisposeAsync();
        }
    }

    // A test that restarted the server leaves peers behind that lost their connection.
    private async Task<Peer> AliveAsync(Peer? peer, string jid, string password)
    {
        if (peer != null && peer.Count("disconnected", _ => true) == 0)
        {
            return peer;
        }

        await EndAsync(peer);
        return await Peer.LoginAsync(Server, jid, password);
    }
}
