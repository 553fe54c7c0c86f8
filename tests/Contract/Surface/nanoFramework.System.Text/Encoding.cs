namespace System.Text;

public abstract class Encoding
{
    protected Encoding() { }
    public virtual byte[] GetBytes(string s) => throw null;
    public virtual int GetBytes(string s, int charIndex, int charCount, byte[] bytes, int byteIndex) => throw null;
    public virtual char[] GetChars(byte[] bytes) => throw null;
    public virtual char[] GetChars(byte[] bytes, int byteIndex, int byteCount) => throw null;
    public virtual string GetString(byte[] bytes, int index, int count) => throw null;
    public static Encoding UTF8 => throw null;
}

public class UTF8Encoding : Encoding
{
    public UTF8Encoding() { }
    public override byte[] GetBytes(string s) => throw null;
    public override int GetBytes(string s, int charIndex, int charCount, byte[] bytes, int byteIndex) => throw null;
    public override char[] GetChars(byte[] bytes) => throw null;
    public override char[] GetChars(byte[] bytes, int byteIndex, int byteCount) => throw null;
}
