using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tests.Integration.Wire;

/// <summary>A raw relay between a device and its server that counts, and can cut, hold back or refuse
/// connections.</summary>
internal sealed class TcpTap : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<TapConnection> _connections = new();
    private readonly int _targetPort;
    private readonly Task _accepting;

    /// <summary>Starts a relay to a port of 127.0.0.1.</summary>
    public TcpTap(int targetPort)
    {
        _targetPort = targetPort;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Where the device connects.</summary>
    public int Port { get; }

    /// <summary>False closes every new connection at once, as a dead network would.</summary>
    public bool Accepts { get; set; } = true;

    /// <summary>How many connections the device opened, refused ones too.</summary>
    public int Opened { get; private set; }

    /// <summary>The newest relayed connection.</summary>
    public TapConnection Last => _connections.Last();

    /// <summary>Resets every connection, as a router that lost its table would.</summary>
    public void CutAll()
    {
        foreach (TapConnection connection in _connections)
        {
            connection.Cut();
        }
    }

    /// <summary>Ends the relay and its connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        CutAll();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                Socket device = await _listener.AcceptSocketAsync(_end.Token);
                Opened++;
                if (!Accepts)
                {
                    device.Close(0);
                    continue;
                }

                _connections.Enqueue(TapConnection.Start(device, _targetPort));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException
                or ObjectDisposedException)
            {
                if (_end.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }
}
