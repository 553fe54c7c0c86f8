using Core.Bytes;
using Imip;
using nanoFramework.TestFramework;

namespace Tests.Unit.Imip;

/// <summary>MD5 against the examples of RFC 1321, and against Python's hashlib at every length around the block
/// borders.</summary>
[TestClass]
public sealed class Md5Tests
{
    [TestMethod]
    [DataRow("", "d41d8cd98f00b204e9800998ecf8427e")]
    [DataRow("a", "0cc175b9c0f1b6a831c399e269772661")]
    [DataRow("abc", "900150983cd24fb0d6963f7d28e17f72")]
    [DataRow("message digest", "f96b697d7cb7938d525a2f31aaf161d0")]
    [DataRow("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b")]
    [DataRow("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f")]
    [DataRow("12345678901234567890123456789012345678901234567890123456789012345678901234567890",
        "57edf4a22be3c955ac49da2e2107b67a")]
    public void Example_of_the_rfc(string message, string digest)
    {
        byte[] bytes = Utf8.Bytes(message);
        Assert.AreEqual(digest, Vectors.Hex(Md5.Hash(bytes, bytes.Length)));
    }

    [TestMethod]
    public void Every_length_around_the_borders()
    {
        const int Longest = 130;
        ByteWriter digests = new((Longest + 1) * Md5.Size);
        for (int length = 0; length <= Longest; length++)
        {
            digests.Bytes(Md5.Hash(Vectors.Repeat(length, length), length));
        }

        Assert.AreEqual("9c7db1ef709a9729871c72a85d731476", Vectors.Hex(Md5.Hash(digests.Buffer, digests.Count)));
    }

    [TestMethod]
    public void Only_so_many_bytes_count()
    {
        byte[] bytes = Utf8.Bytes("abcdef");
        Assert.AreEqual("900150983cd24fb0d6963f7d28e17f72", Vectors.Hex(Md5.Hash(bytes, 3)));
    }
}
