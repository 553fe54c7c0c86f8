using Tests.NanoShim.World;

namespace System.IO;

[Flags]
public enum FileAccess
{
    Read = 1,
    Write = 2,
    ReadWrite = 3,
}

public enum FileMode
{
    CreateNew = 1,
    Create = 2,
    Open = 3,
    OpenOrCreate = 4,
    Truncate = 5,
    Append = 6,
}

[Flags]
public enum FileShare
{
    None = 0,
    Read = 1,
    Write = 2,
    ReadWrite = 3,
}

/// <summary>A file on the chip's flash.</summary>
public class FileStream : Stream
{
    private readonly FlashFile _file;
    private readonly FileAccess _access;

    public FileStream(string path, FileMode mode)
        : this(path, mode, mode == FileMode.Append ? FileAccess.Write : FileAccess.ReadWrite)
    {
    }

    public FileStream(string path, FileMode mode, FileAccess access)
        : this(path, mode, access, FileShare.Read)
    {
    }

    public FileStream(string path, FileMode mode, FileAccess access, FileShare share)
    {
        Disk.Demand("FileStream..ctor", path);
        Name = path;
        _access = access;
        string plain = Flash.Plain(path);
        bool exists = Disk.HasFile(path);
        if (exists ? mode == FileMode.CreateNew : mode == FileMode.Open || mode == FileMode.Truncate)
        {
            throw new IOException();
        }

        bool empties = !exists || mode == FileMode.Create || mode == FileMode.Truncate;
        _file = Disk.Open(plain, empties);
        if (mode == FileMode.Append)
        {
            _file.Position = _file.Length;
        }
    }

    public string Name { get; }

    public override bool CanRead => (_access & FileAccess.Read) != 0;

    public override bool CanSeek => true;

    public override bool CanWrite => (_access & FileAccess.Write) != 0;

    public override long Length => _file.Length;

    public override long Position
    {
        get => _file.Position;
        set => _file.Position = (int)value;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        Disk.Demand("FileStream.Read", Name);
        return _file.Read(buffer, offset, count);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Disk.Demand("FileStream.Write", Name);
        if (!CanWrite || !_file.Write(buffer, offset, count))
        {
            throw new IOException();
        }
    }

    public override void Flush()
    {
        Disk.Demand("FileStream.Flush", Name);
        _file.Flush();
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        long from = origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.End ? _file.Length : _file.Position;
        _file.Position = (int)(from + offset);
        return _file.Position;
    }

    public override void SetLength(long value)
    {
        Disk.Demand("FileStream.SetLength", Name);
        _file.SetLength((int)value);
    }

    public override void Close() => Dispose(true);

    protected override void Dispose(bool disposing) => _file?.Dispose();
}
