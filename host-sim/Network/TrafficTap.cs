using HostSim.Network.Transcripts;

namespace HostSim.Network;

/// <summary>A piece of conversation as a person may see it.</summary>
/// <param name="Number">Counts up from 1, for each device.</param>
/// <param name="UnixTimeMs">When it passed.</param>
/// <param name="Link">The agent's link number.</param>
/// <param name="Direction"><c>up</c> from the device, <c>down</c> to it.</param>
/// <param name="Bytes">Its length on the application level.</param>
/// <param name="Text">Its text, secrets masked, at most <see cref="TrafficTap.MaxText"/> characters; of a binary
/// protocol what it says.</param>
/// <param name="Words">The same in a few words; null for XMPP, whose words the console finds.</param>
/// <param name="Raw">The bytes of a binary protocol in hexadecimal digits, secrets masked; null of one in text.</param>
public sealed record TrafficChunk(
    long Number, long UnixTimeMs, int Link, string Direction, int Bytes, string Text, string? Words, string? Raw);

/// <summary>Listens to the connections of one device: counts what they cost and keeps the last pieces of conversation
/// for the console. Secrets are masked before anything is kept. Safe to use from any thread.</summary>
public sealed class TrafficTap
{
    /// <summary>Pieces kept: what a person scrolls through.</summary>
    public const int MaxChunks = 200;

    /// <summary>Characters kept of a piece: more than one write of the device holds.</summary>
    public const int MaxText = 4096;

    private readonly TimeProvider _time;
    private readonly bool _keeps;
    private readonly Lock _gate = new();
    private readonly Queue<TrafficChunk> _chunks = new();
    private long _number;

    /// <summary>A piece passed. Raised outside the lock, on the thread that carried it.</summary>
    public event Action<TrafficChunk>? Passed;

    /// <summary>A tap that has heard nothing.</summary>
    /// <param name="time">Time for the pieces.</param>
    /// <param name="keeps">False for one that only counts: a fleet's conversations would fill the memory.</param>
    public TrafficTap(TimeProvider? time = null, bool keeps = true)
    {
        _time = time ?? TimeProvider.System;
        _keeps = keeps;
    }

    /// <summary>The kept pieces, oldest first.</summary>
    public IReadOnlyList<TrafficChunk> Recent
    {
        get
        {
            lock (_gate)
            {
                return [.. _chunks];
            }
        }
    }

    /// <summary>Starts to listen to a new connection of the agent's link of this number.</summary>
    public ConnectionTap Connect(int link) => new(_keeps ? this : null, link);

    internal void Keep(int link, string direction, Piece piece)
    {
        TrafficChunk chunk;
        lock (_gate)
        {
            chunk = new TrafficChunk(++_number, _time.GetUtcNow().ToUnixTimeMilliseconds(), link, direction,
                piece.Bytes, Cut(piece.Text), piece.Words is null ? null : Cut(piece.Words),
                piece.Raw is null ? null : Cut(piece.Raw));
            _chunks.Enqueue(chunk);
            if (_chunks.Count > MaxChunks)
            {
                _chunks.Dequeue();
            }
        }

        Passed?.Invoke(chunk);
    }

    private static string Cut(string text) => text.Length > MaxText ? text[..MaxText] : text;
}

/// <summary>One connection as the tap hears it.</summary>
public sealed class ConnectionTap(TrafficTap? tap, int link)
{
    private readonly Transcript? _up = tap is null ? null : new();
    private readonly Transcript? _down = tap is null ? null : new();

    /// <summary>What the agent itself says and hears.</summary>
    public CostMeter Application { get; } = new();

    /// <summary>What goes over TCP: the same inside TLS records, and the handshake.</summary>
    public CostMeter Transport { get; } = new();

    /// <summary>What it took until the agent said it was online; null before.</summary>
    public (Cost Application, Cost Transport)? Login { get; private set; }

    /// <summary>Notes that the agent just came online. The transport's round trips then count TCP's own as
    /// well.</summary>
    public void CameOnline()
    {
        Cost transport = Transport.Cost;
        Login = (Application.Cost, transport with { RoundTrips = transport.RoundTrips + 1 });
    }

    /// <summary>The agent says these bytes.</summary>
    public void Up(ReadOnlySpan<byte> bytes)
    {
        Application.Up(bytes.Length);
        Keep("up", _up, bytes);
    }

    /// <summary>The agent hears these bytes.</summary>
    public void Down(ReadOnlySpan<byte> bytes)
    {
        Application.Down(bytes.Length);
        Keep("down", _down, bytes);
    }

    private void Keep(string direction, Transcript? transcript, ReadOnlySpan<byte> bytes)
    {
        if (transcript is not null)
        {
            foreach (Piece piece in transcript.Hear(bytes))
            {
                tap!.Keep(link, direction, piece);
            }
        }
    }
}
