using HostSim.Network;

namespace Tests.HostSim.Devices;

/// <summary>Counts how many connections are open.</summary>
internal sealed class OpenConnections
{
    private int _open;
    private int _made;

    public int Open => Volatile.Read(ref _open);

    public int Made => Volatile.Read(ref _made);

    public Dial Counting(Dial dial) => async (host, port, cancellation) =>
    {
        Stream stream = await dial(host, port, cancellation);
        Interlocked.Increment(ref _open);
        Interlocked.Increment(ref _made);
        return new CountedStream(stream, this);
    };

    private sealed class CountedStream(Stream below, OpenConnections connections) : StreamLayer(below)
    {
        private int _closed;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Below.ReadAsync(buffer, cancellationToken);

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            Below.WriteAsync(buffer, cancellationToken);

        protected override void Dispose(bool disposing)
        {
            if (Interlocked.Exchange(ref _closed, 1) == 0)
            {
                Interlocked.Decrement(ref connections._open);
            }

            base.Dispose(disposing);
        }
    }
}
