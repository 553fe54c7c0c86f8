using System.Net;
using System.Net.Sockets;
using System.Text;
using HostSim.Certs;

namespace Tests.Integration.Servers;

/// <summary>A private XMPP server on loopback with its own folder, certificates and accounts.</summary>
internal abstract class LocalServer : IAsyncDisposable
{
    /// <summary>The domain of most accounts; <see cref="SiteFor"/> names the others.</summary>
    public const string Domain = "iot.test";

    private const int StartLimitMs = 60_000;

    /// <summary>Gives the server its folder and ports.</summary>
    protected LocalServer(CertificateAuthority authority)
    {
        Authority = authority;
        Folder = Directory.CreateTempSubdirectory("agent-xmpp-").FullName;
        File.WriteAllText(AuthorityFile, authority.CertificatePem + "\n");
    }

    /// <summary>Name and version for people.</summary>
    public abstract string Label { get; }

    /// <summary>Who signed its certificate.</summary>
    public CertificateAuthority Authority { get; }

    /// <summary>Private folder, gone after disposal.</summary>
    public string Folder { get; }

    /// <summary>Its root certificate as a PEM file.</summary>
    public string AuthorityFile => Path.Combine(Folder, "ca.crt");

    /// <summary>Port that starts in the clear and wants STARTTLS.</summary>
    public LoginPort StartTls { get; } = new(FreePort.Next(), false);

    /// <summary>Port that is inside TLS from the first byte.</summary>
    public LoginPort DirectTls { get; } = new(FreePort.Next(), true);

    /// <summary>Bytes that one stanza may have.</summary>
    public int StanzaLimit { get; set; } = 262_144;

    /// <summary>Where just this way to log in is allowed; null if the server cannot be set up so.</summary>
    public abstract LoginSite? SiteFor(LoginPath path);

    /// <summary>Creates an account; the user part of <paramref name="jid"/> must be new.</summary>
    public abstract Task CreateAccountAsync(string jid, string password);

    /// <summary>Creates accounts on the usual domain: the prefix and a number from 1 on.</summary>
    public virtual async Task CreateAccountsAsync(string prefix, int count, string password)
    {
        for (int number = 1; number <= count; number++)
        {
            await CreateAccountAsync($"{prefix}{number}@{Domain}", password);
        }
    }

    /// <summary>Locks an account, as an administrator would.</summary>
    public abstract Task DisableAccountAsync(string jid);

    /// <summary>Ends the sessions of an account, as an administrator would.</summary>
    public abstract Task KickAsync(string jid);

    /// <summary>How many sessions an account has now.</summary>
    public abstract Task<int> SessionCountAsync(string jid);

    /// <summary>Starts the server and waits until it answers with stream features.</summary>
    public async Task StartAsync()
    {
        await LaunchAsync();
        long deadline = Environment.TickCount64 + StartLimitMs;
        while (!await AnswersAsync())
        {
            if (HasExited || Environment.TickCount64 > deadline)
            {
                throw new InvalidOperationException($"{Label} did not start:{Environment.NewLine}{ReadLog()}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Ends the server in good order; connected clients are told.</summary>
    public abstract Task StopAsync();

    /// <summary>Ends the server as a power cut would.</summary>
    public abstract Task KillAsync();

    /// <summary>The end of the server's own log.</summary>
    public virtual string ReadLog()
    {
        string file = Path.Combine(Folder, "server.log");
        if (!File.Exists(file))
        {
            return "(no log)";
        }

        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(-Math.Min(stream.Length, 60_000), SeekOrigin.End);
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Ends the server and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Directory.Delete(Folder, true);
        GC.SuppressFinalize(this);
    }

    /// <summary>True if the server ended by itself.</summary>
    protected abstract bool HasExited { get; }

    /// <summary>Starts the process or object behind the server.</summary>
    protected abstract Task LaunchAsync();

    /// <summary>Ends whatever still runs.</summary>
    protected abstract ValueTask EndAsync();

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, StartTls.Number);
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
                + $"to='{Domain}' version='1.0'>"));
            using CancellationTokenSource deadline = new(2_000);
            using StreamReader reader = new(stream);
            char[] buffer = new char[4096];
            StringBuilder answer = new();
            while (!answer.ToString().Contains("</stream:features>", StringComparison.Ordinal))
            {
                int count = await reader.ReadAsync(buffer.AsMemory(), deadline.Token);
                if (count == 0)
                {
                    return false;
                }

                answer.Append(buffer, 0, count);
            }

            return true;
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
