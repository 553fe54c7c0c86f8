using System.Buffers;

namespace HostSim.PushGateway.Courier;

/// <summary>One courier connection without its socket: bytes and the time go in, bytes come out. Used under the hub's
/// gate.</summary>
/// <remarks>
/// <code>
/// new       -- connect accepted --> connected      anything else before it is a fault
/// connected -- connect -->          connected      with one token more
/// any       -- fault, end -->       ended          what was said before is still sent
/// </code>
/// </remarks>
public sealed class CourierSession
{
    private readonly Switchboard _board;
    private readonly bool _mayProve;
    private readonly long _openedMs;
    private long _heardMs;
    private long _frameSinceMs;
    private long _awakeUntilMs;
    private bool _isAnnounced;

    /// <summary>A session that begins now.</summary>
    /// <param name="board">What it talks to.</param>
    /// <param name="peer">Who the peer proved to be by TLS; null if it has to do so within the connect.</param>
    /// <param name="mayProve">True if it may do so within the connect.</param>
    /// <param name="nowMs">Milliseconds of a clock that never goes back.</param>
    public CourierSession(Switchboard board, PeerIdentity? peer, bool mayProve, long nowMs)
    {
        ArgumentNullException.ThrowIfNull(board);
        _board = board;
        Peer = peer;
        _mayProve = mayProve;
        _openedMs = nowMs;
        _heardMs = nowMs;
        NowMs = nowMs;
    }

    /// <summary>Raised under the gate when there is something to send or the end has come.</summary>
    public event Action? Woken;

    /// <summary>Who the peer is; null until it is proven.</summary>
    public PeerIdentity? Peer { get; internal set; }

    /// <summary>Why the session ended; null while it goes on.</summary>
    public string? Ending { get; private set; }

    /// <summary>True if it ended because of what the peer did or failed to do.</summary>
    public bool IsFaulted { get; private set; }

    /// <summary>The journal's position that must be durable before the output may be sent.</summary>
    public long Mark { get; internal set; }

    /// <summary>Bytes that wait to be sent.</summary>
    public int Waiting => Output.Count;

    internal bool WantsProof => _mayProve && Peer is null && Proof is null;

    internal Proof? Proof { get; private set; }

    internal CourierOutput Output { get; } = new();

    internal List<Delivery> Deliveries { get; } = new(1);

    internal CourierLimits Limits => _board.Limits;

    internal long NowMs { get; private set; }

    internal bool IsAwake => NowMs < _awakeUntilMs;

    internal bool CanSend => Ending is null && Output.Count < Limits.OutputBytes;

    /// <summary>Takes whole frames. Returns how many bytes were taken; the rest has to come again with what follows
    /// it.</summary>
    public int Receive(ReadOnlySpan<byte> bytes, long nowMs)
    {
        NowMs = nowMs;
        _heardMs = nowMs;
        int taken = 0;
        while (Ending is null)
        {
            FrameFound found = CourierFrame.Find(bytes[taken..], Limits.FrameBytes, out CourierFrame frame);
            if (found != FrameFound.Whole)
            {
                Expect(found, bytes.Length > taken);
                break;
            }

            taken += frame.Size;
            _frameSinceMs = 0;
            Take(frame);
        }

        Announce();
        return Ending is null ? taken : bytes.Length;
    }

    /// <summary>Looks at the proof in the first frame if that is whole, without the gate: to be called with the bytes
    /// that are given to <see cref="Receive"/> next.</summary>
    internal void Prove(ReadOnlySpan<byte> bytes)
    {
        if (CourierFrame.Find(bytes, Limits.FrameBytes, out CourierFrame frame) == FrameFound.Whole
            && frame.Command == CourierWire.Connect && frame.Items.AreWhole())
        {
            Proof = _board.Prove(frame.Items);
        }
    }

    /// <summary>Time has passed.</summary>
    public void Tick(long nowMs)
    {
        NowMs = nowMs;
        if (Ending is not null)
        {
            return;
        }

        if (Deliveries.Count == 0 && nowMs - _openedMs >= Limits.FirstFrameMs)
        {
            Fail("no connect in time");
        }
        else if (_frameSinceMs != 0 && nowMs - _frameSinceMs >= Limits.FrameMs)
        {
            Fail("a frame took too long");
        }
        else if (nowMs - _heardMs >= Limits.IdleMs)
        {
            Fail("idle for too long");
        }
        else
        {
            for (int at = 0; at < Deliveries.Count; at++)
            {
                Deliveries[at].Tick();
            }
        }
    }

    /// <summary>Moves what is to be sent to the target; then there may be room for more.</summary>
    public void TakeOutput(IBufferWriter<byte> target)
    {
        _isAnnounced = false;
        Output.MoveTo(target);
    }

    /// <summary>What was taken has been sent: sends on if something waits.</summary>
    public void Drained()
    {
        foreach (Delivery delivery in Deliveries)
        {
            if (delivery.Box.Waiting.Count > 0)
            {
                delivery.Pump();
            }
        }

        Announce();
    }

    /// <summary>Ends it because of the peer.</summary>
    public void Fail(string reason)
    {
        if (Ending is null)
        {
            IsFaulted = true;
            End(reason);
        }
    }

    /// <summary>Ends it; what was said is still sent, what is in flight waits for the next connection.</summary>
    public void End(string reason)
    {
        if (Ending is not null)
        {
            return;
        }

        Ending = reason;
        _board.Leave(this);
        _isAnnounced = true;
        Woken?.Invoke();
    }

    /// <summary>The connection is gone.</summary>
    public void Closed()
    {
        End("closed by the peer");
        Output.Clear();
    }

    internal void Wakened() => _awakeUntilMs = NowMs + Limits.AwakeMs;

    /// <summary>Tells the connection, once, that it has something to send; of the end it is told when it
    /// comes.</summary>
    internal void Announce()
    {
        if (!_isAnnounced && Output.Count > 0)
        {
            _isAnnounced = true;
            Woken?.Invoke();
        }
    }

    private void Expect(FrameFound found, bool hasBegun)
    {
        if (found == FrameFound.TooLong)
        {
            Fail($"a frame of more than {Limits.FrameBytes} bytes");
        }
        else if (hasBegun && _frameSinceMs == 0)
        {
            // Zero means none, so a clock that starts there counts from one.
            _frameSinceMs = Math.Max(1, NowMs);
        }
    }

    private void Take(CourierFrame frame)
    {
        Wakened();
        if (frame.Command == 0)
        {
            Fail("command 0");
        }
        else if (!frame.Items.AreWhole())
        {
            Fail("items that do not fill their frame");
        }
        else if (Output.Count > 2 * Limits.OutputBytes)
        {
            Fail("asks and does not read the answers");
        }
        else if (frame.Command != CourierWire.Connect && Deliveries.Count == 0)
        {
            Fail("no connect at the beginning");
        }
        else
        {
            _board.Handle(this, frame);
        }
    }
}
