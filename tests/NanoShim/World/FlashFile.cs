namespace Tests.NanoShim.World;

/// <summary>An open file. What is written reaches the flash as the file system's <see cref="Tearing"/> says.</summary>
public sealed class FlashFile : IDisposable
{
    private readonly Boot _boot;
    private readonly string _path;
    private byte[] _work;
    private bool _isDirty;
    private bool _isClosed;

    private FlashFile(Boot boot, string path, byte[] work)
    {
        _boot = boot;
        _path = path;
        _work = work;
        boot.Own(this);
    }

    /// <summary>Where the next byte is read or written.</summary>
    public int Position { get; set; }

    /// <summary>Bytes in it.</summary>
    public int Length => _work.Length;

    private Flash Flash => _boot.World.Flash;

    /// <summary>Opens a file that exists.</summary>
    public static FlashFile Open(Boot boot, string path)
    {
        ArgumentNullException.ThrowIfNull(boot);
        lock (boot.World.Flash.Gate)
        {
            return new FlashFile(boot, path, [.. boot.World.Flash.Content(path)]);
        }
    }

    /// <summary>Makes an empty file, or empties one.</summary>
    public static FlashFile Create(Boot boot, string path)
    {
        ArgumentNullException.ThrowIfNull(boot);
        Flash flash = boot.World.Flash;
        lock (flash.Gate)
        {
            bool isNew = !flash.HasFile(path);
            if (isNew || flash.Tearing != Tearing.CopyOnWrite)
            {
                flash.Commit(path, []);
            }

            return new FlashFile(boot, path, []) { _isDirty = !isNew };
        }
    }

    /// <summary>Reads up to <paramref name="count"/> bytes; zero at the end.</summary>
    public int Read(byte[] target, int offset, int count)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        int taken = Math.Min(count, Math.Max(0, _work.Length - Position));
        Array.Copy(_work, Position, target, offset, taken);
        Position += taken;
        return taken;
    }

    /// <summary>Writes bytes; false if the flash is full, with as many written as fit.</summary>
    public bool Write(byte[] source, int offset, int count)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        lock (Flash.Gate)
        {
            int growth = Math.Max(0, Position + count - _work.Length);
            int fitting = count - Math.Max(0, growth - Flash.Room(_path, _work.Length));
            int written = Flash.Written(fitting);
            Put(source, offset, written, fitting);
            Flash.Step(fitting);
            return fitting == count;
        }
    }

    /// <summary>Cuts the file off or fills it with zeros.</summary>
    public void SetLength(int length)
    {
        lock (Flash.Gate)
        {
            Array.Resize(ref _work, length);
            _isDirty = true;
        }
    }

    /// <summary>What was written is there for good.</summary>
    public void Flush()
    {
        lock (Flash.Gate)
        {
            if (_isDirty)
            {
                Flash.Commit(_path, [.. _work]);
                _isDirty = false;
            }
        }
    }

    /// <summary>Flushes and closes; after the end of the run only the latter.</summary>
    public void Dispose()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        _boot.Disown(this);
        if (_boot.Ending == Ending.None)
        {
            Flush();
        }
    }

    private void Put(byte[] source, int offset, int written, int intended)
    {
        if (Position + written > _work.Length)
        {
            Array.Resize(ref _work, Position + written);
        }

        Array.Copy(source, offset, _work, Position, written);
        Position += written;
        _isDirty = true;
        if (Flash.Tearing != Tearing.CopyOnWrite)
        {
            byte[] torn = [.. _work];
            if (written < intended && Flash.Tearing == Tearing.Erased)
            {
                torn = [.. _work, .. Enumerable.Repeat((byte)0xFF, intended - written)];
            }

            Flash.Lay(_path, torn);
        }
    }
}
