using System.Net.Sockets;

namespace System.Net;

public static class Dns
{
    public static IPHostEntry GetHostEntry(string hostNameOrAddress) => throw null;
}

public abstract class EndPoint
{
    protected EndPoint() { }
}

public class IPAddress
{
    public IPAddress(byte[] address) { }
    public AddressFamily AddressFamily => throw null;
    public override bool Equals(object other) => throw null;
    public override int GetHashCode() => throw null;
    public static readonly IPAddress Any;
}

public class IPEndPoint : EndPoint
{
    public IPEndPoint(IPAddress address, int port) { }
}

public class IPHostEntry
{
    public IPHostEntry() { }
    public IPAddress[] AddressList => throw null;
}
