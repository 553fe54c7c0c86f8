using System;
using Core;
using Core.Bytes;
using Xmpp.Auth;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>HT-SHA-256-NONE against logins recorded with real servers.</summary>
[TestClass]
public sealed class HashedTokenTests
{
    private readonly ByteWriter _response = new(200);
    private readonly HashedToken _mechanism = new(Utf8.Bytes("dev1"), new FixedCrypto());

    [TestMethod]
    public void Login_recorded_with_prosody_13() => AssertRecorded(
        "secret-token:fast-s8QEyDu14yxq5IDl0aFlF1uJcPAggcbqHZIF",
        "ZGV2MQB2GSm4Q/HKik4Mykf3V5cIJ4KWHmqkg6ccFcNotzsH5g==",
        "IuZ54tkSfzmHUgo4o5CHdY3SSNTpCOc215/g8dN1AIY=");

    [TestMethod]
    public void Login_recorded_with_ejabberd_24() => AssertRecorded(
        "2ricxFqFUfoKDbBxi6szRFPmYQ/9eERpOTSEUF9J8Lw=",
        "ZGV2MQBXaFlyVejC62TIrYW9VkvM3QmsnT1i283UtYMvgefizg==",
        "/0IBpsWKCoEq83xVbsOOFPbDu7gu7dlQrKJMtqxYaMk=");

    [TestMethod]
    public void A_new_token_in_the_success_does_not_disturb_the_proof()
    {
        _mechanism.Token = Utf8.Bytes("2ricxFqFUfoKDbBxi6szRFPmYQ/9eERpOTSEUF9J8Lw=");
        _mechanism.Start(_response);
        _mechanism.Token = Utf8.Bytes("another");
        Assert.IsTrue(Succeeded("/0IBpsWKCoEq83xVbsOOFPbDu7gu7dlQrKJMtqxYaMk="));
    }

    [TestMethod]
    public void A_server_that_does_not_know_the_token()
    {
        string[] all =
        {
            "/0IBpsWKCoEq83xVbsOOFPbDu7gu7dlQrKJMtqxYaMg=", "/0IBpsWKCoEq83xVbsOOFPbDu7gu7dlQrKJMtqxY", string.Empty,
        };
        foreach (string proof in all)
        {
            _mechanism.Token = Utf8.Bytes("2ricxFqFUfoKDbBxi6szRFPmYQ/9eERpOTSEUF9J8Lw=");
            _mechanism.Start(_response);
            Assert.IsFalse(Succeeded(proof));
            Assert.AreEqual((int)Fault.ServerNotTrusted, (int)_mechanism.Fault);
        }
    }

    [TestMethod]
    public void Nothing_to_say_without_a_token_and_no_trust_before_the_start()
    {
        Assert.IsFalse(Succeeded(string.Empty));
        _mechanism.Start(_response);
        Assert.AreEqual((int)Fault.NotConfigured, (int)_mechanism.Fault);
        Assert.AreEqual(0, _response.Count);
        Assert.IsFalse(Succeeded(string.Empty));
    }

    [TestMethod]
    public void There_is_no_challenge()
    {
        _mechanism.Token = Utf8.Bytes("token");
        _mechanism.Start(_response);
        Assert.AreEqual((int)SaslStep.Failed, (int)_mechanism.Challenge(new byte[1], 0, 1, _response));
        Assert.AreEqual((int)Fault.ProtocolError, (int)_mechanism.Fault);
    }

    private void AssertRecorded(string token, string response, string proof)
    {
        _mechanism.Token = Utf8.Bytes(token);
        _mechanism.Start(_response);
        Assert.AreEqual(response, Convert.ToBase64String(_response.Buffer, 0, _response.Count));
        Assert.IsTrue(Succeeded(proof));
        Assert.AreEqual((int)Fault.None, (int)_mechanism.Fault);
    }

    private bool Succeeded(string proof)
    {
        byte[] bytes = Convert.FromBase64String(proof);
        return _mechanism.Succeeded(bytes, 0, bytes.Length);
    }
}
