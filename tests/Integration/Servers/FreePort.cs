using System.Net;
using System.Net.Sockets;

namespace Tests.Integration.Servers;

/// <summary>Ports of 127.0.0.1 for servers that are started later.</summary>
/// <remarks>Below the range that outgoing connections take theirs from, and never the same twice in a process: a port
/// that was only looked up and closed again could be given away before the server listens on it.</remarks>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Count = 10_000;

    private static int s_next = Random.Shared.Next(Count);

    /// <summary>A port that nobody listens on now.</summary>
    public static int Next()
    {
        while (true)
        {
            int port = First + (Interlocked.Increment(ref s_next) % Count);
            try
            {
                using TcpListener listener = new(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                continue;
            }
        }
    }
}
