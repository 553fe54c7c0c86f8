using System.Buffers;
using HostSim.XmppServer;

namespace Tests.Firmware.Memory;

/// <summary>The device's end of a connection in memory to a server's session.</summary>
internal sealed class MemoryLink : Stream, ISecurable
{
    private readonly XmppDomain _domain;
    private readonly ServerSession _session;
    private readonly Func<byte[], byte[]> _passing;
    private readonly AutoResetEvent _ready = new(false);
    private byte[] _waiting = [];
    private bool _isClosed;

    /// <summary>Connects; <paramref name="passing"/> sees what the server says, and may change it.</summary>
    public MemoryLink(XmppDomain domain, Func<byte[], byte[]> passing)
    {
        _domain = domain;
        _passing = passing;
        lock (domain.Gate)
        {
            _session = new ServerSession(domain, encrypted: false);
            _session.OutputReady += () => _ready.Set();
        }
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanTimeout => true;

    /// <inheritdoc/>
    public override int ReadTimeout { get; set; } = Timeout.Infinite;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public void Secure()
    {
        lock (_domain.Gate)
        {
            _session.TlsStarted([]);
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        while (!TryFill(out bool isOver))
        {
            if (isOver)
            {
                return 0;
            }

            if (!_ready.WaitOne(ReadTimeout))
            {
                throw new IOException("timed out", new System.Net.Sockets.SocketException(
                    (int)System.Net.Sockets.SocketError.TimedOut));
            }
        }

        int taken = Math.Min(count, _waiting.Length);
        _waiting.AsSpan(0, taken).CopyTo(buffer.AsSpan(offset));
        _waiting = _waiting[taken..];
        return taken;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (_domain.Gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            _session.Receive(buffer.AsSpan(offset, count));
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        lock (_domain.Gate)
        {
            if (!_isClosed)
            {
                _isClosed = true;
                _session.Closed();
            }
        }

        _ready.Set();
        base.Dispose(disposing);
    }

    private bool TryFill(out bool isOver)
    {
        lock (_domain.Gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            isOver = false;
            if (_waiting.Length > 0 || _session.TryTake(out byte[]? output) && (_waiting = _passing(output)).Length > 0)
            {
                return true;
            }

            isOver = _session.WantsClose;
            return false;
        }
    }
}
