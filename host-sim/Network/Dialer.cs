using System.Net.Sockets;

namespace HostSim.Network;

/// <summary>Makes a connection to a host and port. Throws <see cref="IOException"/> or <see cref="SocketException"/> if
/// it cannot be made.</summary>
public delegate ValueTask<Stream> Dial(string host, int port, CancellationToken cancellation);

/// <summary>The ways to make a connection.</summary>
public static class Dialer
{
    /// <summary>TCP, without Nagle's delay: the agent writes whole flights already.</summary>
    public static Dial Tcp { get; } = async (host, port, cancellation) =>
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    };

    /// <summary>The same, but the n-th connection suffers the faults of the plan with the n-th seed.</summary>
    public static Dial WithFaults(this Dial dial, FaultPlan plan)
    {
        int count = 0;
        return async (host, port, cancellation) =>
        {
            int seed = Ports.Seeds.Derive(plan.Seed, $"connection {Interlocked.Increment(ref count)}");
            return new FaultyStream(await dial(host, port, cancellation), plan with { Seed = seed });
        };
    }
}
