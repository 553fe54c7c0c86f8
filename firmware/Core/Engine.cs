namespace Core;

/// <summary>
/// A protocol conversation without I/O: bytes and the time go in, bytes and a deadline come out. It owns no socket,
/// clock or thread, and allocates nothing in steady traffic after construction.
/// </summary>
/// <remarks>
/// Call order: <see cref="Opened"/>, then any mix of <see cref="Receive"/>, <see cref="Transmit"/> and
/// <see cref="Tick"/>, then <see cref="Closed"/>. No input makes them throw; what the peer does wrong becomes
/// <see cref="Fault"/>, which is final until the next <see cref="Opened"/>.
/// All times are monotonic milliseconds from one clock and never go back; they may leap by hours.
/// </remarks>
public abstract class Engine
{
    /// <summary>A deadline that never comes.</summary>
    public const long Never = long.MaxValue;

    /// <summary>Why the conversation ended; <see cref="Fault.None"/> while it lasts.</summary>
    public Fault Fault;

    /// <summary>When <see cref="Tick"/> is next needed, always later than the last one; <see cref="Never"/> for
    /// not.</summary>
    public abstract long Deadline { get; }

    /// <summary>The transport is up: the conversation starts from its beginning.</summary>
    public abstract void Opened(long now);

    /// <summary>The transport that was up is now inside TLS, as the engine asked for.</summary>
    public abstract void Secured(long now);

    /// <summary>Takes received bytes. Returns how many were taken; fewer than <paramref name="count"/> means: call
    /// <see cref="Transmit"/> first, then offer the rest again.</summary>
    public abstract int Receive(byte[] source, int offset, int count, long now);

    /// <summary>Gives bytes to send, at most <paramref name="count"/>. Zero means nothing to say now.</summary>
    public abstract int Transmit(byte[] target, int offset, int count);

    /// <summary>Lets time pass; however late it comes, each thing due happens once.</summary>
    public abstract void Tick(long now);

    /// <summary>The transport is gone; nothing more can be sent or received until <see cref="Opened"/>.</summary>
    public abstract void Closed(long now);
}
