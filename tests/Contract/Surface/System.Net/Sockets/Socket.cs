using System.IO;

namespace System.Net.Sockets;

public class Socket : IDisposable
{
    public Socket(AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType) { }
    public void Close() => throw null;
    public void Connect(EndPoint remoteEP) => throw null;
    void IDisposable.Dispose() => throw null;
    public int Receive(byte[] buffer, int offset, int size, SocketFlags socketFlags) => throw null;
    public int Send(byte[] buffer, int offset, int size, SocketFlags socketFlags) => throw null;
    public int SendTimeout { get => throw null; set => throw null; }
    public void SetSocketOption(
        SocketOptionLevel optionLevel, SocketOptionName optionName, bool optionValue) => throw null;
}

public class SocketException : Exception
{
    public SocketException(SocketError errorCode) { }
    public int ErrorCode => throw null;
}

public class NetworkStream : Stream
{
    public NetworkStream(Socket socket) { }
    public override void Flush() => throw null;
    public override long Length => throw null;
    public override int Read(byte[] buffer, int offset, int count) => throw null;
    public override void Write(byte[] buffer, int offset, int count) => throw null;
}

public enum AddressFamily
{
    InterNetwork = 2,
}

public enum ProtocolType
{
    Tcp = 6,
}

public enum SocketError
{
    SocketError = -1,
}

[Flags]
public enum SocketFlags
{
    None = 0,
}

public enum SocketOptionLevel
{
    Tcp = 6,
}

public enum SocketOptionName
{
    NoDelay = 1,
}

public enum SocketType
{
    Stream = 1,
}
