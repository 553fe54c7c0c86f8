using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tests.NanoShim.World;

/// <summary>Makes a connection of the world outside; null if nobody listens.</summary>
public delegate Stream? Dial(string address, int port);

/// <summary>The network beyond the access point: names, connections, and what can befall them.</summary>
public sealed class Wires : IDisposable
{
    // What lwIP needs until it gives up an unanswered SYN.
    private const int SynMs = 18_000;

    private readonly NanoWorld _world;
    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Wire, byte> _open = [];
    private readonly ConcurrentQueue<Stream> _lost = [];
    private readonly ManualResetEvent _audible = new(true);

    internal Wires(NanoWorld world)
    {
        _world = world;
        Name("localhost", "127.0.0.1");
    }

    /// <summary>How connections are made; over TCP, unless a test has something faster.</summary>
    public Dial Dial { get; set; } = Tcp;

    /// <summary>Connections that are open now.</summary>
    public int Open => _open.Count;

    /// <summary>Connections that were ever made.</summary>
    public int Made { get; private set; }

    /// <summary>The longest write so far, in bytes: the size of a TLS record.</summary>
    public int LongestWrite { get; private set; }

    /// <summary>Nothing is lost on the way.</summary>
    public bool IsAudible => _audible.WaitOne(0);

    internal WaitHandle Audible => _audible;

    /// <summary>Gives a name an address.</summary>
    public void Name(string host, string address) => _names[host] = address;

    /// <summary>Address of a name or of an address; null if it cannot be found out.</summary>
    public string? Resolve(string host) => !_world.Air.IsJoined || !IsAudible ? null
        : IPAddress.TryParse(host, out _) ? host
        : _names.GetValueOrDefault(host);

    /// <summary>Connects, as the firmware does.</summary>
    /// <exception cref="WireException">It did not work.</exception>
    public Wire Connect(Boot boot, string address, int port)
    {
        ArgumentNullException.ThrowIfNull(boot);
        if (!_world.Air.IsJoined)
        {
            throw new WireException(WireFault.NoNetwork);
        }

        if (!boot.Wait(_audible, SynMs))
        {
            throw new WireException(WireFault.TimedOut);
        }

        Stream stream = Dial(address, port) ?? throw new WireException(WireFault.Refused);
        Wire wire = new(boot, stream);
        _open[wire] = 0;
        Made++;
        boot.Own(wire);
        return wire;
    }

    /// <summary>Resets every open connection, as a router does that lost its table.</summary>
    public void Cut()
    {
        foreach (Wire wire in _open.Keys)
        {
            wire.Break();
        }
    }

    /// <summary>From now on nothing arrives, and nobody is told.</summary>
    public void Silence() => _audible.Reset();

    /// <summary>What was held up arrives; connections that were given up meanwhile are reset on the far side
    /// too.</summary>
    public void Speak()
    {
        _audible.Set();
        Forget();
    }

    /// <summary>Closes the far sides of connections that ended without a word.</summary>
    public void Forget()
    {
        while (_lost.TryDequeue(out Stream? stream))
        {
            stream.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Speak();
        foreach (Wire wire in _open.Keys)
        {
            wire.Break();
        }

        Forget();
    }

    internal void Wrote(int count) => LongestWrite = Math.Max(LongestWrite, count);

    internal void Closed(Wire wire) => _open.TryRemove(wire, out _);

    internal void Lose(Stream stream) => _lost.Enqueue(stream);

    private static NetworkStream? Tcp(string address, int port)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Connect(IPAddress.Parse(address), port);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
