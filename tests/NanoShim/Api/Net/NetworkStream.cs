using System.IO;
using Tests.NanoShim.World;

namespace System.Net.Sockets;

/// <summary>Reads wait for one byte at least; zero means the other side closed.</summary>
public class NetworkStream : Stream
{
    private readonly bool _ownsSocket;
    private protected readonly Socket _socket;
    private bool _isClosed;

    public NetworkStream(Socket socket)
        : this(socket, false)
    {
    }

    public NetworkStream(Socket socket, bool ownsSocket)
    {
        socket.Connected();
        _socket = socket;
        _ownsSocket = ownsSocket;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanTimeout => true;

    public override bool CanWrite => true;

    public virtual bool DataAvailable => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int ReadTimeout
    {
        get => _socket.ReceiveTimeout;
        set => _socket.ReceiveTimeout = value;
    }

    public override int WriteTimeout
    {
        get => _socket.SendTimeout;
        set => _socket.SendTimeout = value;
    }

    private protected virtual string Kind => "NetworkStream";

    public override int Read(byte[] buffer, int offset, int count)
    {
        Demand(Kind + ".Read");
        return _socket.Read(buffer, offset, count);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Demand(Kind + ".Write");
        _socket.Write(buffer, offset, count);
    }

    public override void Flush() => Boot.Current.Pass();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _isClosed = true;
        if (_ownsSocket)
        {
            _socket?.Close();
        }
    }

    private void Demand(string call)
    {
        if (_isClosed)
        {
            throw new ObjectDisposedException(Kind);
        }

        _socket.Demand(call);
    }
}
