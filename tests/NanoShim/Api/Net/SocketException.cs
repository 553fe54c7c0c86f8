using Tests.NanoShim.World;

namespace System.Net.Sockets;

/// <summary>What every failing call of the network throws.</summary>
public class SocketException : Exception
{
    public SocketException(SocketError errorCode) => ErrorCode = (int)errorCode;

    public int ErrorCode { get; }

    internal static SocketException From(WireException e)
    {
        switch (e.Fault)
        {
            case WireFault.NoNetwork: return new SocketException(SocketError.NetworkDown);
            case WireFault.NoHost: return new SocketException(SocketError.HostNotFound);
            case WireFault.Refused: return new SocketException(SocketError.ConnectionRefused);
            case WireFault.TimedOut: return new SocketException(SocketError.TimedOut);
            case WireFault.Closed: return new SocketException(SocketError.NotConnected);
            case WireFault.Handshake: return new SocketException(SocketError.SocketError);
            default: return new SocketException(SocketError.ConnectionReset);
        }
    }
}
