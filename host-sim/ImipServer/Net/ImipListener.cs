using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace HostSim.ImipServer.Net;

/// <summary>Sockets for a domain, on 127.0.0.1 only: the historical port without TLS, and one with TLS from the first
/// byte, which is ours. It also moves the domain's time.</summary>
internal sealed class ImipListener : IAsyncDisposable
{
    // Far beyond one machine's virtual devices, and below what its file descriptors would bear.
    private const int MaxConnections = 20_000;

    private const int Backlog = 512;

    // When the process has no descriptor left, trying again at once would only burn the processor.
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);

    private readonly ImipDomain _domain;
    private readonly TcpListener _plain;
    private readonly TcpListener _direct;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<ImipConnection> _connections = [];
    private readonly List<Task> _loops = [];

    /// <summary>Begins to listen; port 0 picks a free one.</summary>
    /// <exception cref="SocketException">A port is taken.</exception>
    public ImipListener(ImipDomain domain, SslServerAuthenticationOptions tls, int plainPort, int tlsPort)
    {
        _domain = domain;
        _plain = new TcpListener(IPAddress.Loopback, plainPort);
        _direct = new TcpListener(IPAddress.Loopback, tlsPort);
        _plain.Start(Backlog);
        try
        {
            _direct.Start(Backlog);
        }
        catch (SocketException)
        {
            _plain.Stop();
            throw;
        }

        _loops.Add(AcceptAsync(_plain, null));
        _loops.Add(AcceptAsync(_direct, tls));
        _loops.Add(TickAsync());
    }

    /// <summary>The port without TLS.</summary>
    public int PlainPort => ((IPEndPoint)_plain.LocalEndpoint).Port;

    /// <summary>The port with TLS.</summary>
    public int TlsPort => ((IPEndPoint)_direct.LocalEndpoint).Port;

    /// <summary>Cuts the connections of a user with a reset; returns how many there were.</summary>
    public int Cut(string user)
    {
        ImipConnection[] all;
        lock (_connections)
        {
            all = [.. _connections];
        }

        lock (_domain.Gate)
        {
            all = [.. all.Where(connection => connection.User == user)];
        }

        lock (_connections)
        {
            foreach (ImipConnection connection in all.Where(_connections.Contains))
            {
                connection.Cut();
            }
        }

        return all.Length;
    }

    /// <summary>Stops listening, says goodbye to everybody and waits until that is out, at most five
    /// seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _plain.Stop();
        _direct.Stop();
        lock (_domain.Gate)
        {
            _domain.KickAll();
        }

        Task[] loops;
        lock (_connections)
        {
            loops = [.. _loops];
        }

        await Task.WhenAny(Task.WhenAll(loops), Task.Delay(StopTimeout));
        lock (_connections)
        {
            foreach (ImipConnection connection in _connections)
            {
                connection.Cut();
            }
        }

        await Task.WhenAll(loops);
        _stop.Dispose();
        _plain.Dispose();
        _direct.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener, SslServerAuthenticationOptions? tls)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Add(await listener.AcceptSocketAsync(_stop.Token), tls);
            }
            catch (Exception error)
                when (error is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                _domain.Log.LogDebug("imip accept: {Reason}", error.Message);
                await Task.WhenAny(Task.Delay(AcceptPause, _stop.Token));
            }
        }
    }

    private void Add(Socket socket, SslServerAuthenticationOptions? tls)
    {
        lock (_connections)
        {
            if (_connections.Count >= MaxConnections || _stop.IsCancellationRequested)
            {
                socket.Dispose();
                return;
            }

            ImipConnection connection = new(_domain, socket);
            _connections.Add(connection);
            _loops.RemoveAll(task => task.IsCompleted);
            _loops.Add(ServeAsync(connection, tls));
        }
    }

    private async Task ServeAsync(ImipConnection connection, SslServerAuthenticationOptions? tls)
    {
        await Task.Yield();
        await connection.RunAsync(tls);
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
                lock (_domain.Gate)
                {
                    _domain.Tick();
                }
            }
        }
        catch (OperationCanceledException)
        {
            _domain.Log.LogDebug("the imip listener has stopped");
        }
    }
}
