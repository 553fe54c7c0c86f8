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
    private static ByteWriter s_response;
    private static HashedToken s_mechanism;

    [TestMethod]
    public void Login_recorded_with_prosody_13()
    {
        Begin();
        AssertRecorded(
        "secret-token:fast-s8QEyDu14yxq5IDl0aFlF1uJcPAggcbqHZIF",
        "ZGV2MQB2GSm4Q/HKik4Mykf3V5cIJ4KWHmqkg6ccFcNotzsH5g==",
        "IuZ54tkSfzmHUgo4o5CHdY3SSNTpCOc215/g8dN1AIY=");
    }

    [TestMethod]
    public void Login_recorded_with_ejabberd_24()
    {
        Begin();
        AssertRecorded(
        "2ricxFqFUfoKDbBxi6szRFPmYQ/9eERpOTSEUF9J8Lw=",
        "ZGV2MQBXaFlyVejC62TIrYW9VkvM3QmsnT1i283UtYMvgefizg==",
        "/0IBpsWKCoEq83xVbsOOFPbDu7gu7dlQrKJMtqxYaMk=");
    }

    [TestMethod]
    public void A_new_token_in_the_success_does_not_disturb_the_proof()
    {
        Begin();
        s_mechanism.Token = Utf8.Bytes("2ricxFqFUfoKDbBxi6szRFPmYQ/9eERpOTSEUF9J8Lw=");
        s_mechanism.Start(s_response);
        s_mechanism.Token = Utf8.Bytes("another");
        Assert.IsTrue(Succeeded("/0IBpsWKCoEq83xVbsOOFPbDu7gu7dlQrKJMtqxYaMk="));
    }

    [TestMethod]
    public void A_server_that_does_not_know_the_token()
    {
        Begin();
        string[] all =
        {
            "/0IBpsWKCoEq83xVbsOOFPbDu7gu7dlQrKJMtqxYaMg=", "/0IBpsWKCoEq83xVbsOOFPbDu7gu7dlQrKJMtqxY", string.Empty,
        };
        foreach (string proof in all)
        {
            s_mechanism.Token = Utf8.Bytes("2ricxFqFUfoKDbBxi6szRFPmYQ/9eERpOTSEUF9J8Lw=");
            s_mechanism.Start(s_response);
            Assert.IsFalse(Succeeded(proof));
            Assert.AreEqual((int)Fault.ServerNotTrusted, (int)s_mechanism.Fault);
        }
    }

    [TestMethod]
    public void Nothing_to_say_without_a_token_and_no_trust_before_the_start()
    {
        Begin();
        Assert.IsFalse(Succeeded(string.Empty));
        s_mechanism.Start(s_response);
        Assert.AreEqual((int)Fault.NotConfigured, (int)s_mechanism.Fault);
        Assert.AreEqual(0, s_response.Count);
        Assert.IsFalse(Succeeded(string.Empty));
    }

    [TestMethod]
    public void There_is_no_challenge()
    {
        Begin();
        s_mechanism.Token = Utf8.Bytes("token");
        s_mechanism.Start(s_response);
        Assert.AreEqual((int)SaslStep.Failed, (int)s_mechanism.Challenge(new byte[1], 0, 1, s_response));
        Assert.AreEqual((int)Fault.ProtocolError, (int)s_mechanism.Fault);
    }

    private static void Begin()
    {
        s_response = new ByteWriter(200);
        s_mechanism = new HashedToken(Utf8.Bytes("dev1"), new FixedCrypto());
    }

    private static void AssertRecorded(string token, string response, string proof)
    {
        s_mechanism.Token = Utf8.Bytes(token);
        s_mechanism.Start(s_response);
        Assert.AreEqual(response, Convert.ToBase64String(s_response.Buffer, 0, s_response.Count));
        Assert.IsTrue(Succeeded(proof));
        Assert.AreEqual((int)Fault.None, (int)s_mechanism.Fault);
    }

    private static bool Succeeded(string proof)
    {
        byte[] bytes = Convert.FromBase64String(proof);
        return s_mechanism.Succeeded(bytes, 0, bytes.Length);
    }
}
