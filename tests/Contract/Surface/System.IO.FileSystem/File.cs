namespace System.IO;

public static class File
{
    public static void Delete(string path) => throw null;
    public static bool Exists(string path) => throw null;
}

public class FileStream : Stream
{
    public FileStream(string path, FileMode mode, FileAccess access) { }
    public override void Flush() => throw null;
    public override long Length => throw null;
    public override int Read(byte[] buffer, int offset, int count) => throw null;
    public override void Write(byte[] buffer, int offset, int count) => throw null;
}

public enum FileMode
{
    Create = 2,
    Open = 3,
}

[Flags]
public enum FileAccess
{
    Read = 1,
    Write = 2,
}
