using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace HostSim.ImipServer.Net;

/// <summary>One accepted socket: reads into its session and writes what the session, also on behalf of others, wants to
/// say. The session is only touched under the domain's gate, and nothing is awaited while holding it.</summary>
internal sealed class ImipConnection : IDisposable
{
    private const int ReadBytes = 2 * 1024;

    // A client that cannot finish a handshake in this time will not: slow boards need a few seconds.
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(60);

    // How long the last words may take to reach a client.
    private static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(3);

    private readonly ImipDomain _domain;
    private readonly Socket _socket;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _work = new(0);
    private Stream _stream;
    private ClientSession? _session;

    public ImipConnection(ImipDomain domain, Socket socket)
    {
        _domain = domain;
        _socket = socket;
        _socket.NoDelay = true;
        _stream = new NetworkStream(socket, ownsSocket: false);
    }

    /// <summary>Who is logged in, or null; read under the gate.</summary>
    public string? User => _session?.User;

    /// <summary>Runs until the connection is over; throws nothing that a peer can cause.</summary>
    public async Task RunAsync(SslServerAuthenticationOptions? tls)
    {
        try
        {
            if (tls is not null)
            {
                await HandshakeAsync(tls);
            }

            lock (_domain.Gate)
            {
                _session = new ClientSession(_domain);
                _session.OutputReady += Wake;
            }

            await ConverseAsync();
        }
        catch (Exception error) when (IsConnectionLoss(error))
        {
            _domain.Log.LogDebug("imip connection ends: {Reason}", error.Message);
        }
        finally
        {
            CloseSession();
        }
    }

    /// <summary>Cuts the connection without a word, as a dead network does; the peer sees a reset.</summary>
    public void Cut()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
        _end.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
        _end.Dispose();
        _work.Dispose();
    }

    private async Task HandshakeAsync(SslServerAuthenticationOptions options)
    {
        SslStream stream = new(_stream, leaveInnerStreamOpen: false);
        _stream = stream;
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        limit.CancelAfter(HandshakeTimeout);
        await stream.AuthenticateAsServerAsync(options, limit.Token);
    }

    private async Task ConverseAsync()
    {
        Task reading = ReadAllAsync();
        Task writing = WriteAllAsync();
        Task first = await Task.WhenAny(reading, writing);
        _end.CancelAfter(FarewellTimeout);
        CloseSession();
        _work.Release();
        await first.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await (first == reading ? writing : reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Goes on reading after the session has ended: closing a socket with unread bytes resets it, and the peer would
    // never see why.
    private async Task ReadAllAsync()
    {
        byte[] buffer = new byte[ReadBytes];
        int count;
        do
        {
            count = await _stream.ReadAsync(buffer, _end.Token);
            lock (_domain.Gate)
            {
                _session!.Receive(buffer.AsSpan(0, count));
            }
        }
        while (count > 0);
    }

    private async Task WriteAllAsync()
    {
        bool isOver = false;
        while (!isOver)
        {
            await _work.WaitAsync(_end.Token);
            byte[] output;
            lock (_domain.Gate)
            {
                _session!.TryTake(out output);
                isOver = _session.WantsClose || _end.IsCancellationRequested;
            }

            await _stream.WriteAsync(output, _end.Token);
        }

        if (_stream is SslStream tls)
        {
            await tls.ShutdownAsync();
        }

        _socket.Shutdown(SocketShutdown.Send);
    }

    private void CloseSession()
    {
        lock (_domain.Gate)
        {
            _session?.Closed();
        }
    }

    // Called under the gate, where nothing may run that could come back to the domain: so the end is only scheduled.
    private void Wake()
    {
        _work.Release();
        if (_session!.WantsClose)
        {
            _end.CancelAfter(_session.IsAbandoned ? TimeSpan.Zero : FarewellTimeout);
        }
    }

    private static bool IsConnectionLoss(Exception error) =>
        error is IOException or SocketException or AuthenticationException
            or OperationCanceledException or ObjectDisposedException;
}
