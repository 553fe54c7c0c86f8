namespace System.Security.Cryptography;

public class HMACSHA256
{
    public static byte[] HashData(byte[] key, byte[] source) => throw null;
}

public class HMACSHA512
{
    public static byte[] HashData(byte[] key, byte[] source) => throw null;
}
