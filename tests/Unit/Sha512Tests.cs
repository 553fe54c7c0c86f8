using Core.Digests;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>SHA-512 against the examples that NIST publishes with FIPS 180-4, and against Python's hashlib at every
/// length around the block borders.</summary>
[TestClass]
public sealed class Sha512Tests
{
    [TestMethod]
    public void Nist_examples()
    {
        Sha512 digest = new();
        Assert.AreEqual(
            "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
            + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
            Vectors.Hash(digest, string.Empty));
        Assert.AreEqual(
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            Vectors.Hash(digest, "abc"));
        Assert.AreEqual(
            "204a8fc6dda82f0a0ced7beb8e08a41657c16ef468b228a8279be331a703c335"
            + "96fd15c13b1b07f9aa1d3bea57789ca031ad85c7a71dd70354ec631238ca3445",
            Vectors.Hash(digest, Vectors.Bits448));
        Assert.AreEqual(
            "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
            + "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909",
            Vectors.Hash(digest, Vectors.Bits896));
    }

    [TestMethod]
    public void A_million_times_a() => Assert.AreEqual(
        "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
        + "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b",
        Vectors.HashMillion(new Sha512()));

    [TestMethod]
    public void Every_length_up_to_300() => Assert.AreEqual(
        "23c2f98d06c2769ac57a48b94119993df1bc77795d7351c343213d9e304e6c68"
        + "7e29ab239f4e7102cbab069bcfea6fd7a2314a01a0c5f633be963592576ac2c1",
        Vectors.HashLengths(new Sha512(), 300));

    [TestMethod]
    public void Every_split_gives_the_same() => Vectors.AssertSplits(new Sha512());
}
