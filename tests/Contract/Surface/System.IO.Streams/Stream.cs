namespace System.IO;

public abstract class Stream : MarshalByRefObject, IDisposable
{
    protected Stream() { }
    public virtual void Close() => throw null;
    public void Dispose() => throw null;
    public abstract void Flush();
    public abstract long Length { get; }
    public abstract int Read(byte[] buffer, int offset, int count);
    public abstract void Write(byte[] buffer, int offset, int count);
}
