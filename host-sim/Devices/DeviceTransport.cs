using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Core;
using Core.Agent;
using HostSim.Network;

namespace HostSim.Devices;

/// <summary>How a device reaches the network: what blocks on the real one, as tasks. Exceptions of the platform end
/// here and become <see cref="Fault"/>.</summary>
/// <param name="Dial">Makes the connection below TLS.</param>
/// <param name="Trust">Whose certificates are believed.</param>
/// <param name="Identity">The device's own certificate for TLS, or null.</param>
public sealed record DeviceTransport(Dial Dial, Trust Trust, X509Certificate2? Identity = null)
{
    /// <summary>How long TCP may take to connect: the host's policy, as the device's stack has its own.</summary>
    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    /// <summary>How long a TLS handshake may take: twice what it takes on the device.</summary>
    public static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Direct TLS is left out on a <see cref="MemoryPipe"/>, whose other end is this process too: there is
    /// nobody to hide from, and thousands of devices fit. Never on anything else.</summary>
    public bool IsOpenInProcess { get; init; }

    /// <summary>Opens TCP, and TLS in it if the intent says so. Null with the fault if it cannot be done.</summary>
    internal async Task<(Stream? Stream, Fault Fault)> OpenAsync(
        Intent intent, CostMeter meter, CancellationToken cancellation)
    {
        string host = intent.Host;
        int port = intent.Port;
        bool directTls = intent.DirectTls;
        string tlsName = intent.TlsName;
        Stream connection;
        bool isInProcess;
        try
        {
            using CancellationTokenSource limit = Limit(ConnectTimeout, cancellation);
            Stream dialled = await Dial(host, port, limit.Token);
            isInProcess = IsOpenInProcess && dialled is MemoryPipe;
            connection = new MeteredStream(dialled, meter);
        }
        catch (Exception e) when (IsOfTheNetwork(e))
        {
            return (null, Fault.ConnectFailed);
        }

        return directTls && !isInProcess
            ? await SecureAsync(connection, tlsName, cancellation)
            : (connection, Fault.None);
    }

    /// <summary>Starts TLS on an open connection. If that fails the connection is closed.</summary>
    internal async Task<(Stream? Stream, Fault Fault)> SecureAsync(
        Stream connection, string tlsName, CancellationToken cancellation)
    {
        SslStream tls = new(connection, leaveInnerStreamOpen: false);
        try
        {
            using CancellationTokenSource limit = Limit(HandshakeTimeout, cancellation);
            await tls.AuthenticateAsClientAsync(Trust.Client(tlsName, Identity), limit.Token);
            return (tls, Fault.None);
        }
        catch (Exception e) when (IsOfTheNetwork(e))
        {
            await tls.DisposeAsync();
            return (null, Fault.TlsFailed);
        }
    }

    /// <summary>True for what the platform throws when the network or the peer is at fault.</summary>
    internal static bool IsOfTheNetwork(Exception e) =>
        e is IOException or SocketException or AuthenticationException or OperationCanceledException
            or ObjectDisposedException;

    private static CancellationTokenSource Limit(TimeSpan time, CancellationToken cancellation)
    {
        CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(time);
        return limit;
    }
}
