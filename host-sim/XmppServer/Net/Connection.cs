using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace HostSim.XmppServer.Net;

/// <summary>
/// One accepted socket: reads into its session and writes what the session, also on behalf of others, wants to say. The
/// session is only touched under the domain's gate, and nothing is awaited while holding it.
/// </summary>
internal sealed class Connection : IDisposable
{
    // Most stanzas fit; thousands of idle connections hold one such buffer each.
    private const int ReadBytes = 4 * 1024;

    // A client that cannot finish a handshake in this time will not: slow boards need a few seconds.
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(60);

    // How long the last words may take to reach a client, and how long it may take to hang up after them.
    private static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(3);

    private readonly XmppDomain _domain;
    private readonly ServerCertificate _certificate;
    private readonly Socket _socket;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Stall _stall = new();
    private Stream _stream;
    private ServerSession? _session;

    public Connection(XmppDomain domain, ServerCertificate certificate, Socket socket)
    {
        _domain = domain;
        _certificate = certificate;
        _socket = socket;
        _socket.NoDelay = true;
        _stream = new NetworkStream(socket, ownsSocket: false);
        Opened = domain.Now;
    }

    /// <summary>When the socket was accepted.</summary>
    public DateTimeOffset Opened { get; }

    /// <summary>The authenticated JID, or null; read under the gate.</summary>
    public string? Jid => _session?.Jid;

    /// <summary>Runs until the connection is over; throws nothing that a peer can cause.</summary>
    public async Task RunAsync(bool directTls)
    {
        try
        {
            IReadOnlyList<string> jids = directTls ? await HandshakeAsync() : [];
            lock (_domain.Gate)
            {
                _session = new ServerSession(_domain, directTls, jids);
                _session.OutputReady += Wake;
            }

            await ConverseAsync();
        }
        catch (Exception error) when (IsConnectionLoss(error))
        {
            _domain.Log.LogDebug("connection ends: {Reason}", error.Message);
        }
        finally
        {
            CloseSession();
        }
    }

    /// <summary>
    /// Cuts the connection without a word, as a dead network or a killed server does; the peer sees a reset.
    /// </summary>
    public void Cut()
    {
        try
        {
            _socket.LingerState = new LingerOption(true, 0);
        }
        catch (SocketException error)
        {
            _domain.Log.LogDebug("already reset: {Reason}", error.Message);
        }

        _socket.Dispose();
        _end.Cancel();
    }

    /// <summary>
    /// Neither reads nor writes until <see cref="Resume"/>: the peer sees an open but silent connection.
    /// </summary>
    public void Pause() => _stall.Begin();

    /// <summary>Ends a pause; what waited is handled now.</summary>
    public void Resume() => _stall.End();

    /// <inheritdoc/>
    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
        _end.Dispose();
        _work.Dispose();
        _writing.Dispose();
    }

    private async Task ConverseAsync()
    {
        Task reading = ReadAllAsync();
        Task writing = WriteAllAsync();
        Task first = await Task.WhenAny(reading, writing);
        _end.CancelAfter(FarewellTimeout);
        CloseSession();
        _work.Release();
        try
        {
            await first;
        }
        finally
        {
            // Whatever the other half says now, the connection is over; its failure adds nothing.
            await (first == reading ? writing : reading).ContinueWith(
                other => other.Exception,
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default);
        }
    }

    // Goes on reading after the session has ended: closing a socket with unread bytes resets it, and the peer would
    // never see why.
    private async Task ReadAllAsync()
    {
        byte[] buffer = new byte[ReadBytes];
        int count;
        do
        {
            await _stall.WaitAsync(_end.Token);
            count = await _stream.ReadAsync(buffer, _end.Token);
            await _stall.WaitAsync(_end.Token);
            bool tls;
            lock (_domain.Gate)
            {
                _session!.Receive(buffer.AsSpan(0, count));
                tls = _session.WantsTls;
            }

            if (tls)
            {
                await UpgradeAsync();
            }
        }
        while (count > 0);
    }

    private async Task WriteAllAsync()
    {
        bool more = true;
        while (more)
        {
            await _work.WaitAsync(_end.Token);
            await _stall.WaitAsync(_end.Token);
            await _writing.WaitAsync(_end.Token);
            try
            {
                more = await FlushAsync();
            }
            finally
            {
                _writing.Release();
            }
        }

        if (_stream is SslStream tls)
        {
            await tls.ShutdownAsync();
        }

        _socket.Shutdown(SocketShutdown.Send);
    }

    // Holding the writer's turn: anything else said now, a shutdown for example, would break the handshake.
    private async Task UpgradeAsync()
    {
        await _writing.WaitAsync(_end.Token);
        try
        {
            await FlushAsync();
            IReadOnlyList<string> jids = await HandshakeAsync();
            lock (_domain.Gate)
            {
                _session!.TlsStarted(jids);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task<IReadOnlyList<string>> HandshakeAsync()
    {
        if (_domain.Faults.HoldTlsHandshakes)
        {
            await Task.Delay(Timeout.Infinite, _end.Token);
        }

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        limit.CancelAfter(HandshakeTimeout);
        SslStream stream = await _certificate.HandshakeAsync(_stream, limit.Token);
        _stream = stream;
        return ServerCertificate.ClientJids(stream);
    }

    private async Task<bool> FlushAsync()
    {
        byte[]? output;
        bool close;
        lock (_domain.Gate)
        {
            _session!.TryTake(out output);
            close = _session.WantsClose;
        }

        if (output is not null)
        {
            await _stream.WriteAsync(output, _end.Token);
        }

        return !close;
    }

    private void CloseSession()
    {
        lock (_domain.Gate)
        {
            if (_session is not null)
            {
                _session.OutputReady -= Wake;
                _session.Closed();
            }
        }
    }

    // Called under the gate, where nothing may run that could come back to the domain: so the end is only scheduled.
    private void Wake()
    {
        _work.Release();
        if (_session!.Abandoned)
        {
            _end.CancelAfter(TimeSpan.Zero);
        }
    }

    private static bool IsConnectionLoss(Exception error) =>
        error is IOException or SocketException or AuthenticationException
            or OperationCanceledException or ObjectDisposedException;
}
