using Tests.Chaos.Rig;
using Xmpp.Auth;

namespace Tests.Chaos;

/// <summary>The invariant "Room" while a password is salted, which takes thousands of iterations.</summary>
[TestClass]
public sealed class ScramRoomTests
{
    [TestMethod]
    public void Room_salting_with_sha1()
    {
        ScramHash hash = ScramHash.Of(ScramKind.Sha1, new SeededCrypto(1, []));
        hash.Begin("pencil"u8.ToArray(), new byte[16], 16, int.MaxValue);
        Room.AssertNothingTaken(_ => hash.Slice());
        Assert.IsGreaterThan(0, hash.Left);
    }

    /// <summary>The digest itself is the class library's, which returns each code in a new array.</summary>
    [TestMethod]
    [DataRow((int)ScramKind.Sha256, 32, DisplayName = "SHA-256")]
    [DataRow((int)ScramKind.Sha512, 64, DisplayName = "SHA-512")]
    public void Room_salting_around_the_class_library(int kind, int size)
    {
        ScramHash hash = ScramHash.Of((ScramKind)kind, new OneCode(size));
        hash.Begin("pencil"u8.ToArray(), new byte[16], 16, int.MaxValue);
        Room.AssertNothingTaken(_ => hash.Slice());
        Assert.IsGreaterThan(0, hash.Left);
    }
}

/// <summary>A class library whose every code is the same array.</summary>
file sealed class OneCode(int size) : Core.Ports.ICrypto
{
    private readonly byte[] _code = new byte[size];

    /// <inheritdoc/>
    public void Random(byte[] target) => Array.Clear(target);

    /// <inheritdoc/>
    public byte[] HmacSha256(byte[] key, byte[] message) => _code;

    /// <inheritdoc/>
    public byte[] HmacSha512(byte[] key, byte[] message) => _code;
}
