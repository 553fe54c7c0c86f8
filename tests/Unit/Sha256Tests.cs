using Core.Digests;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>SHA-256 against the examples that NIST publishes with FIPS 180-4, and against Python's hashlib at every
/// length around the block borders.</summary>
[TestClass]
public sealed class Sha256Tests
{
    [TestMethod]
    public void Nist_examples()
    {
        Sha256 digest = new();
        Assert.AreEqual(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            Vectors.Hash(digest, string.Empty));
        Assert.AreEqual(
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            Vectors.Hash(digest, "abc"));
        Assert.AreEqual(
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
            Vectors.Hash(digest, Vectors.Bits448));
        Assert.AreEqual(
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1",
            Vectors.Hash(digest, Vectors.Bits896));
    }

    [TestMethod]
    public void A_million_times_a() => Assert.AreEqual(
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
        Vectors.HashMillion(new Sha256()));

    [TestMethod]
    public void Every_length_up_to_300() => Assert.AreEqual(
        "84833a05d2e74e1e111265bf99b75935b01467deffaa0a6cce5e46d1bbecade0",
        Vectors.HashLengths(new Sha256(), 300));

    [TestMethod]
    public void Every_split_gives_the_same() => Vectors.AssertSplits(new Sha256());
}
