using System.Security.Cryptography.X509Certificates;
using Core;
using Core.Ports;

namespace Esp32;

/// <summary>How the links reach the network: what blocks, in the order it has to happen. A handshake needs two TLS
/// buffers of 16 kB and stands the whole device still, so there is one at a time.</summary>
public sealed class Esp32Connector
{
    private readonly object _handshake = new();
    private readonly Wifi _wifi;
    private readonly NetworkTime _time;
    private readonly X509Certificate _authority;
    private readonly X509Certificate _own;
    private readonly ILog _log;

    /// <summary>Believes certificates of one authority; <paramref name="own"/> is the device's, or null.</summary>
    public Esp32Connector(Wifi wifi, NetworkTime time, X509Certificate authority, X509Certificate own, ILog log)
    {
        _wifi = wifi;
        _time = time;
        _authority = authority;
        _own = own;
        _log = log;
    }

    /// <summary>A connection still to be opened.</summary>
    public Wire Prepare() => new(_log);

    /// <summary>Joins the network, learns the time, connects, and starts TLS if that is wanted from the first
    /// byte.</summary>
    public Fault Open(Wire wire, string host, int port, bool directTls, string tlsName)
    {
        if (!_wifi.Join() || !_time.Await())
        {
            return Fault.ConnectFailed;
        }

        Fault fault = wire.Open(host, port);
        return fault == Fault.None && directTls ? Secure(wire, tlsName) : fault;
    }

    /// <summary>Starts TLS on an open connection.</summary>
    public Fault Secure(Wire wire, string tlsName)
    {
        lock (_handshake)
        {
            return wire.Secure(tlsName, _authority, _own);
        }
    }
}
