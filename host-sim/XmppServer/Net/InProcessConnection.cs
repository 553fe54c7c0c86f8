using System.Buffers;
using HostSim.Network;

namespace HostSim.XmppServer.Net;

/// <summary>
/// The server's end of a connection inside this process: no socket, no TLS, and while nobody speaks no buffer and no
/// thread, so that thousands fit.
/// </summary>
internal sealed class InProcessConnection : IThreadPoolWorkItem
{
    private const int ReadBytes = 4 * 1024;

    private readonly XmppDomain _domain;
    private readonly MemoryPipe _pipe;
    private readonly ServerSession _session;

    // Both under the gate. The end is told to the session once, by whoever comes first.
    private bool _isWriting;
    private bool _isOver;

    /// <summary>Begins a session, already as inside TLS; call under the gate.</summary>
    public InProcessConnection(XmppDomain domain, MemoryPipe pipe)
    {
        _domain = domain;
        _pipe = pipe;
        _session = new ServerSession(domain, encrypted: true);
        _session.OutputReady += Wake;
    }

    /// <summary>True once the connection is over; read under the gate.</summary>
    public bool IsOver => _isOver;

    /// <summary>Hears the client until it has hung up; throws nothing that a peer can cause.</summary>
    public async Task RunAsync()
    {
        while (await HearAsync())
        {
        }

        Cut();
        await _pipe.DisposeAsync();
    }

    /// <summary>Ends the connection without a word: what is on its way to the server is lost.</summary>
    public void Cut()
    {
        lock (_domain.Gate)
        {
            if (_isOver)
            {
                return;
            }

            _isOver = true;
            _session.OutputReady -= Wake;
            _session.Closed();
            _pipe.HangUp();
        }
    }

    /// <summary>Says what there is to say.</summary>
    void IThreadPoolWorkItem.Execute() => _ = WriteAsync();

    // False at the end of the stream. Without data it waits with no buffer of its own.
    private async Task<bool> HearAsync()
    {
        await _pipe.WaitToReadAsync();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            int count = await _pipe.ReadAsync(buffer);
            lock (_domain.Gate)
            {
                if (!_isOver)
                {
                    _session.Receive(buffer.AsSpan(0, count));
                }
            }

            return count > 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Called under the gate, where nothing may be written: another thread does it.
    private void Wake()
    {
        if (!_isWriting)
        {
            _isWriting = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private async Task WriteAsync()
    {
        while (TakeOutput() is byte[] output)
        {
            try
            {
                await _pipe.WriteAsync(output);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The client hung up, or we did while this was under way.
                Cut();
            }
        }
    }

    // Null if there is nothing more to say for now.
    private byte[]? TakeOutput()
    {
        bool isDone;
        lock (_domain.Gate)
        {
            byte[]? output = null;
            if (!_isOver && !_session.Abandoned && _session.TryTake(out output))
            {
                return output;
            }

            _isWriting = false;
            isDone = !_isOver && _session.WantsClose;
        }

        if (isDone)
        {
            Cut();
        }

        return null;
    }
}
