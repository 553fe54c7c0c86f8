using System.Net;
using System.Net.Sockets;

namespace Tests.Integration.Wire;

/// <summary>One relayed connection and what went through it.</summary>
internal sealed class TapConnection
{
    private readonly Socket _device;
    private readonly Socket _server;
    private readonly Lock _lock = new();
    private long _bytesUp;
    private long _bytesDown;
    private TaskCompletionSource? _held;
    private Direction _heldDirection;
    private int _heldBytes;

    private TapConnection(Socket device, Socket server)
    {
        _device = device;
        _server = server;
    }

    /// <summary>Bytes of both directions so far, TLS included.</summary>
    public Traffic Traffic
    {
        get
        {
            lock (_lock)
            {
                return new Traffic(_bytesUp, _bytesDown);
            }
        }
    }

    /// <summary>Connects to the server and relays until either side ends.</summary>
    public static TapConnection Start(Socket device, int targetPort)
    {
        Socket server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        device.NoDelay = true;
        server.NoDelay = true;
        TapConnection connection = new(device, server);
        _ = connection.RelayAsync(targetPort);
        return connection;
    }

    /// <summary>Resets both sides.</summary>
    public void Cut()
    {
        _held?.TrySetResult();
        _device.Close(0);
        _server.Close(0);
    }

    /// <summary>Bytes that came in and are held back.</summary>
    public int HeldBytes => Volatile.Read(ref _heldBytes);

    /// <summary>Holds back a direction, or both, until it is cut: as a network does that dies silently.</summary>
    public void Hold(Direction direction)
    {
        _heldDirection = direction;
        _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task RelayAsync(int targetPort)
    {
        try
        {
            await _server.ConnectAsync(IPAddress.Loopback, targetPort);
            await Task.WhenAll(RelayAsync(_device, _server, true), RelayAsync(_server, _device, false));
        }
        catch (SocketException)
        {
            // Nobody listens: the device is to see just that.
            Cut();
        }
        finally
        {
            _device.Dispose();
            _server.Dispose();
        }
    }

    private async Task RelayAsync(Socket from, Socket to, bool up)
    {
        try
        {
            await CopyAsync(from, to, up);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // A reset of either side is a reset of both, as it would be without a relay.
            Cut();
        }
    }

    private async Task CopyAsync(Socket from, Socket to, bool up)
    {
        byte[] buffer = new byte[16_384];
        while (true)
        {
            int count = await from.ReceiveAsync(buffer);
            if (_held is { } held && _heldDirection.HasFlag(up ? Direction.Up : Direction.Down))
            {
                Interlocked.Add(ref _heldBytes, count);
                await held.Task;
                return;
            }

            if (count == 0)
            {
                to.Shutdown(SocketShutdown.Send);
                return;
            }

            Count(count, up);
            await to.SendAsync(buffer.AsMemory(0, count));
        }
    }

    private void Count(int count, bool up)
    {
        lock (_lock)
        {
            _bytesUp += up ? count : 0;
            _bytesDown += up ? 0 : count;
        }
    }
}
