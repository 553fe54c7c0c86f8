using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using HostSim.Certs;

namespace HostSim.XmppServer.Net;

/// <summary>
/// Sockets for a domain, on 127.0.0.1 only: one port that begins in the clear and asks for STARTTLS, one that begins
/// with
/// TLS (XEP-0368). It also moves the domain's time.
/// </summary>
public sealed class XmppListener : IAsyncDisposable
{
    // Far beyond one machine's virtual devices, and below what its file descriptors would bear.
    private const int MaxConnections = 20_000;

    private const int Backlog = 512;

    // Every connection has a few seconds of its own for its last words; who needs longer is paused or in a handshake.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    // RFC 6120 names no number; who has not logged in by then only holds a socket.
    private static readonly TimeSpan LoginTimeout = TimeSpan.FromSeconds(120);

    // When the process has no descriptor left, trying again at once would only burn the processor.
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    private readonly XmppDomain _domain;
    private readonly ServerCertificate _certificate;
    private readonly TcpListener _plain;
    private readonly TcpListener _direct;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Connection> _connections = [];
    private readonly List<Task> _loops = [];

    private XmppListener(XmppDomain domain, ServerCertificate certificate, int startTlsPort, int directTlsPort)
    {
        _domain = domain;
        _certificate = certificate;
        _plain = new TcpListener(IPAddress.Loopback, startTlsPort);
        _direct = new TcpListener(IPAddress.Loopback, directTlsPort);
    }

    /// <summary>The port for STARTTLS.</summary>
    public int StartTlsPort => ((IPEndPoint)_plain.LocalEndpoint).Port;

    /// <summary>The port for direct TLS.</summary>
    public int DirectTlsPort => ((IPEndPoint)_direct.LocalEndpoint).Port;

    /// <summary>Begins to listen; port 0 picks a free one. Throws SocketException if a port is taken.</summary>
    public static XmppListener Start(
        XmppDomain domain,
        CertificateAuthority authority,
        int startTlsPort = 0,
        int directTlsPort = 0,
        SslProtocols protocols = SslProtocols.Tls12 | SslProtocols.Tls13)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(authority);
        XmppListener listener =
            new(domain, new ServerCertificate(authority, domain.Name, protocols), startTlsPort, directTlsPort);
        try
        {
            listener._plain.Start(Backlog);
            listener._direct.Start(Backlog);
        }
        catch (SocketException)
        {
            listener._plain.Stop();
            listener._certificate.Dispose();
            throw;
        }

        listener._loops.Add(listener.AcceptAsync(listener._plain, false));
        listener._loops.Add(listener.AcceptAsync(listener._direct, true));
        listener._loops.Add(listener.TickAsync());
        return listener;
    }

    /// <summary>Cuts the connections of a user with a reset; returns how many there were.</summary>
    public int Cut(string user) => ForEach(user, connection => connection.Cut());

    /// <summary>Silences the connections of a user: open, but nothing is read or written.</summary>
    public int Pause(string user) => ForEach(user, connection => connection.Pause());

    /// <summary>Lets paused connections of a user go on.</summary>
    public int Resume(string user) => ForEach(user, connection => connection.Resume());

    /// <summary>
    /// Stops listening, tells every client system-shutdown and waits until the last words are out, at most five
    /// seconds.
    /// </summary>
    public async Task StopAsync()
    {
        StopListening();
        Apply(connection => connection.Jid is null, connection => connection.Cut());
        lock (_domain.Gate)
        {
            _domain.ShutdownStreams();
        }

        await Task.WhenAny(FinishAsync(), Task.Delay(StopTimeout));
        await KillAsync();
    }

    /// <summary>Stops as a killed process does: every connection is reset, nobody is told anything.</summary>
    public async Task KillAsync()
    {
        StopListening();
        lock (_connections)
        {
            foreach (Connection connection in _connections)
            {
                connection.Cut();
            }
        }

        await FinishAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _certificate.Dispose();
        _stop.Dispose();
        _plain.Dispose();
        _direct.Dispose();
    }

    private void StopListening()
    {
        _stop.Cancel();
        _plain.Stop();
        _direct.Stop();
    }

    private async Task FinishAsync()
    {
        Task[] loops;
        lock (_connections)
        {
            loops = [.. _loops];
        }

        await Task.WhenAll(loops);
    }

    private async Task AcceptAsync(TcpListener listener, bool directTls)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Add(await listener.AcceptSocketAsync(_stop.Token), directTls);
            }
            catch (Exception error)
                when (error is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                _domain.Log.LogDebug("accept: {Reason}", error.Message);
                await Task.WhenAny(Task.Delay(AcceptPause, _stop.Token));
            }
        }
    }

    private void Add(Socket socket, bool directTls)
    {
        lock (_connections)
        {
            if (_connections.Count >= MaxConnections || _stop.IsCancellationRequested)
            {
                socket.Dispose();
                return;
            }

            Connection connection = new(_domain, _certificate, socket);
            _connections.Add(connection);
            _loops.RemoveAll(task => task.IsCompleted);
            _loops.Add(ServeAsync(connection, directTls));
        }
    }

    private async Task ServeAsync(Connection connection, bool directTls)
    {
        await Task.Yield();
        await connection.RunAsync(directTls);
        lock (_connections)
        {
            _connections.Remove(connection);
            connection.Dispose();
        }
    }

    private async Task TickAsync()
    {
        using PeriodicTimer timer = new(TickInterval, _domain.Options.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                CutLoiterers();
                lock (_domain.Gate)
                {
                    _domain.Tick();
                }
            }
        }
        catch (OperationCanceledException)
        {
            _domain.Log.LogDebug("the listener has stopped");
        }
    }

    private void CutLoiterers()
    {
        DateTimeOffset limit = _domain.Now - LoginTimeout;
        Apply(connection => connection.Jid is null && connection.Opened < limit, connection => connection.Cut());
    }

    private int ForEach(string user, Action<Connection> action)
    {
        string bare = $"{user.ToLowerInvariant()}@{_domain.Name}";
        return Apply(
            connection => connection.Jid is { } jid && Jid.TryParse(jid, out Jid? full) && full.Bare.ToString() == bare,
            action);
    }

    // Never both locks at once: observers of the domain, who hold its gate, may cut connections.
    private int Apply(Predicate<Connection> which, Action<Connection> action)
    {
        Connection[] chosen;
        lock (_connections)
        {
            chosen = [.. _connections];
        }

        lock (_domain.Gate)
        {
            chosen = [.. chosen.Where(connection => which(connection))];
        }

        lock (_connections)
        {
            foreach (Connection connection in chosen.Where(_connections.Contains))
            {
                action(connection);
            }
        }

        return chosen.Length;
    }
}
