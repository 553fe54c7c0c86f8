namespace Tests.Gateway.Store;

/// <summary>A disk for the journal's logs that is full while the test says so.</summary>
internal sealed class FullDisk
{
    private volatile bool _isFull;
    private int _refusals;

    public bool IsFull
    {
        get => _isFull;
        set => _isFull = value;
    }

    /// <summary>Writes that failed.</summary>
    public int Refusals => Volatile.Read(ref _refusals);

    public FileStream Open(string path) => new Log(this, path);

    private sealed class Log(FullDisk disk, string path)
        : FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 0)
    {
        // As a disk does: some of it gets there.
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            base.Write(disk.IsFull ? buffer[..(buffer.Length / 2)] : buffer);
            if (disk.IsFull)
            {
                Interlocked.Increment(ref disk._refusals);
                throw new IOException("No space left on device");
            }
        }
    }
}
