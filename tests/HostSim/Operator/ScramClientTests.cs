using HostSim.Operator;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Operator;

[TestClass]
public sealed class ScramClientTests
{
    [TestMethod]
    [DataRow("SCRAM-SHA-256", "rOprNGfwEbeRWgbNEkqO",
        "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")]
    [DataRow("SCRAM-SHA-1", "fyko+d2lbbFgONRv9qkxdawL",
        "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
        "v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=", "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=")]
    public void The_examples_of_RFC_7677_and_5802(
        string mechanism, string nonce, string serverFirst, string proof, string serverFinal)
    {
        ScramClient scram = new(mechanism, "user", "pencil", nonce);
        Assert.AreEqual($"n,,n=user,r={nonce}", scram.First);
        Assert.EndsWith(",p=" + proof, scram.Final(serverFirst));
        Assert.IsTrue(scram.IsServerProven(serverFinal));
        Assert.IsFalse(scram.IsServerProven("v=AAAA"));
        Assert.IsFalse(scram.IsServerProven(""));
    }

    [TestMethod]
    [DataRow("r=other,s=QSXCR+Q6sek8bf92,i=4096")]
    [DataRow("r=nonce,s=QSXCR+Q6sek8bf92,i=4096")]
    [DataRow("m=ext,r=nonceX,s=QSXCR+Q6sek8bf92,i=4096")]
    [DataRow("r=nonceX,s=QSXCR+Q6sek8bf92,i=4095")]
    [DataRow("r=nonceX,s=QSXCR+Q6sek8bf92,i=1000001")]
    [DataRow("r=nonceX,s=QSXCR+Q6sek8bf92")]
    [DataRow("")]
    public void An_unsafe_or_wrong_challenge_is_refused_for_good(string serverFirst)
    {
        ScramClient scram = new("SCRAM-SHA-256", "user", "pencil", "nonce");
        OperatorException e = Assert.ThrowsExactly<OperatorException>(() => scram.Final(serverFirst));
        Assert.IsTrue(e.IsFinal);
        Assert.IsFalse(scram.IsServerProven("v="));
    }

    [TestMethod]
    public void A_user_name_is_escaped()
    {
        Assert.AreEqual("n,,n=a=3Db=2Cc,r=x", new ScramClient("SCRAM-SHA-1", "a=b,c", "p", "x").First);
    }
}
