using Core.Digests;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>SHA-1 against the examples that NIST publishes with FIPS 180-4, and against Python's hashlib at every
/// length around the block borders.</summary>
[TestClass]
public sealed class Sha1Tests
{
    [TestMethod]
    public void Nist_examples()
    {
        Sha1 digest = new();
        Assert.AreEqual(
            "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            Vectors.Hash(digest, string.Empty));
        Assert.AreEqual(
            "a9993e364706816aba3e25717850c26c9cd0d89d",
            Vectors.Hash(digest, "abc"));
        Assert.AreEqual(
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
            Vectors.Hash(digest, Vectors.Bits448));
        Assert.AreEqual(
            "a49b2446a02c645bf419f995b67091253a04a259",
            Vectors.Hash(digest, Vectors.Bits896));
    }

    [TestMethod]
    public void A_million_times_a() => Assert.AreEqual(
        "34aa973cd4c4daa4f61eeb2bdbad27316534016f",
        Vectors.HashMillion(new Sha1()));

    [TestMethod]
    public void Every_length_up_to_300() => Assert.AreEqual(
        "52e20d60188c4175089ce54a6dc1e101bdedc93c",
        Vectors.HashLengths(new Sha1(), 300));

    [TestMethod]
    public void Every_split_gives_the_same() => Vectors.AssertSplits(new Sha1());
}
