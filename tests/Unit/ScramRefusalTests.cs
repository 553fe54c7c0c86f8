using Core;
using Core.Bytes;
using Xmpp.Auth;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>What SCRAM refuses, and what it calls it.</summary>
[TestClass]
public sealed class ScramRefusalTests
{
    private const string Nonce = ScramDialogue.Nonce;
    private const string Good = "r=" + Nonce + "x,s=QSXCR+Q6sek8bf92,i=4096";

    private static OneRecordVault s_vault;

    [TestMethod]
    public void Iteration_counts_out_of_range()
    {
        Begin();
        AssertRefused(Fault.ServerNotTrusted, "r=" + Nonce + "x,s=QSXCR+Q6sek8bf92,i=4095");
        AssertRefused(Fault.ServerNotTrusted, "r=" + Nonce + "x,s=QSXCR+Q6sek8bf92,i=100001");
        AssertRefused(Fault.ServerNotTrusted, "r=" + Nonce + "x,s=QSXCR+Q6sek8bf92,i=-4096");
        AssertRefused(Fault.ServerNotTrusted, "r=" + Nonce + "x,s=QSXCR+Q6sek8bf92,i=4294971392");
        AssertRefused(Fault.ProtocolError, "r=" + Nonce + "x,s=QSXCR+Q6sek8bf92,i=4096x");
        AssertRefused(Fault.ProtocolError, "r=" + Nonce + "x,s=QSXCR+Q6sek8bf92,i=1000000000000000000");
    }

    [TestMethod]
    public void Largest_count_is_accepted()
    {
        Begin();
        FixedCrypto crypto = new() { OnlyCounts = true };
        ScramDialogue dialogue = ScramDialogue.Example(ScramKind.Sha256, "pencil", crypto, s_vault);
        dialogue.StartAndChallenge("r=" + Nonce + "x,s=QSXCR+Q6sek8bf92,i=100000");
        Assert.AreEqual((int)Fault.None, (int)dialogue.Fault);

        // Every iteration after the first, in slices, then the keys, then the response.
        int slices = (100000 - 1 + ScramNative.SliceIterations - 1) / ScramNative.SliceIterations;
        Assert.AreEqual(slices + 2, dialogue.Works);
        Assert.AreEqual(100000 + 3, crypto.Calls);
    }

    [TestMethod]
    public void A_nonce_that_is_not_ours_with_something_added()
    {
        Begin();
        AssertRefused(Fault.ServerNotTrusted, "r=" + Nonce + ",s=QSXCR+Q6sek8bf92,i=4096");
        AssertRefused(Fault.ServerNotTrusted, "r=fyko,s=QSXCR+Q6sek8bf92,i=4096");
        AssertRefused(Fault.ServerNotTrusted, "r=Fyko+d2lbbFgONRv9qkxdawLxx,s=QSXCR+Q6sek8bf92,i=4096");
        AssertRefused(Fault.ServerNotTrusted, "r=fyko+d2lbbFgONRv9qkxdawlxx,s=QSXCR+Q6sek8bf92,i=4096");
        AssertRefused(Fault.ServerNotTrusted, "r=x" + Nonce + ",s=QSXCR+Q6sek8bf92,i=4096");
    }

    [TestMethod]
    public void Malformed_first_messages()
    {
        Begin();
        string start = "r=" + Nonce + "x,s=";
        string[] all =
        {
            string.Empty, "r", "r=", "r=,", ",", "s=QSXC,i=4096", "m=x," + Good, Good + ",m=x", Good + ",",
            Good + ",h", Good + ",h=", Good + ",=x", Good + ",1=x", Good + ",h=x,",
            "r=" + Nonce + "x", "r=" + Nonce + "x,i=4096,s=QSXC",
            start + ",i=4096", start + "QSXC", start + "QSXC,i=", start + "QSX,i=4096", start + "QSX=,i=4096",
            start + "Q SX,i=4096", start + "QSX-,i=4096", start + "QSXC====,i=4096", start + "QSXC;i=4096",
        };
        foreach (string text in all)
        {
            AssertRefused(Fault.ProtocolError, text);
        }
    }

    [TestMethod]
    public void Salt_has_at_most_64_bytes()
    {
        Begin();
        AssertRefused(Fault.ProtocolError, "r=" + Nonce + "x,s=" + Base64Of(65) + ",i=4096");
        Assert.IsTrue(Dialogue().StartAndChallenge("r=" + Nonce + "x,s=" + Base64Of(64) + ",i=4096") != null);
    }

    [TestMethod]
    public void A_message_longer_than_any_honest_one()
    {
        Begin();
        string extension = ",h=" + new string('x', 600);
        AssertRefused(Fault.ProtocolError, Good + extension);
    }

    [TestMethod]
    public void A_server_that_cannot_sign()
    {
        Begin();
        // The last signature but for one bit, one too short, one with a byte more, none, and an extension that must
        // be known.
        string[] all =
        {
            "v=rmF9pqV8S7suAoZWja4dJRkFsKU=", "v=rmF9pqV8S7suAoZWja4dJRkFsA==", "v=rmF9pqV8S7suAoZWja4dJRkFsKQA",
            "v=", "v", "x=rmF9pqV8S7suAoZWja4dJRkFsKQ=", "rmF9pqV8S7suAoZWja4dJRkFsKQ=",
            "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=,m=x", string.Empty,
        };
        foreach (string text in all)
        {
            ScramDialogue dialogue = ScramDialogue.Example(ScramKind.Sha1, s_vault);
            dialogue.StartAndChallenge(ScramDialogue.ServerFirst);
            Assert.IsFalse(dialogue.Succeeded(text), text);
            Assert.AreEqual((int)Fault.ServerNotTrusted, (int)dialogue.Fault);

            // Neither a second try nor silence makes it good.
            Assert.IsFalse(dialogue.Succeeded("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="));
            Assert.IsFalse(dialogue.Succeeded(string.Empty));
        }

        Assert.AreEqual(0, s_vault.Saves);
    }

    [TestMethod]
    [DataRow("e=invalid-proof", (int)Fault.NotAuthorized)]
    [DataRow("e=unknown-user", (int)Fault.NotAuthorized)]
    [DataRow("e=no-resources", (int)Fault.ServerBusy)]
    [DataRow("e=other-error", (int)Fault.ServerBusy)]
    public void An_error_in_place_of_a_signature(string error, int fault)
    {
        Begin();
        ScramDialogue dialogue = ScramDialogue.Example(ScramKind.Sha1, s_vault);
        dialogue.StartAndChallenge(ScramDialogue.ServerFirst);
        Assert.IsTrue(dialogue.Challenge(error) == null);
        Assert.AreEqual(fault, (int)dialogue.Fault);
        Assert.IsFalse(dialogue.Succeeded(string.Empty));
    }

    [TestMethod]
    public void Success_before_the_exchange_is_over()
    {
        Begin();
        ScramDialogue dialogue = Dialogue();
        dialogue.Start();
        Assert.IsFalse(dialogue.Succeeded(string.Empty));
        Assert.AreEqual((int)Fault.ServerNotTrusted, (int)dialogue.Fault);

        ByteWriter response = new(400);
        byte[] challenge = Utf8.Bytes(Good);
        dialogue.Start();
        dialogue.Client.Challenge(challenge, 0, challenge.Length, response);
        Assert.IsFalse(dialogue.Succeeded("v=rmF9pqV8S7suAoZWja4dJRkFsKQ="));
        Assert.AreEqual((int)Fault.ServerNotTrusted, (int)dialogue.Fault);
        Assert.IsFalse(dialogue.Client.Work(response));
    }

    [TestMethod]
    public void Challenges_out_of_turn()
    {
        Begin();
        ScramDialogue dialogue = Dialogue();
        Assert.IsTrue(dialogue.Challenge(Good) == null);
        Assert.AreEqual((int)Fault.ProtocolError, (int)dialogue.Fault);

        byte[] challenge = Utf8.Bytes(Good);
        ByteWriter response = new(400);
        dialogue.Start();
        SaslStep step = dialogue.Client.Challenge(challenge, 0, challenge.Length, response);
        Assert.AreEqual((int)SaslStep.Working, (int)step);
        step = dialogue.Client.Challenge(challenge, 0, challenge.Length, response);
        Assert.AreEqual((int)SaslStep.Failed, (int)step);
        Assert.AreEqual((int)Fault.ProtocolError, (int)dialogue.Fault);
    }

    [TestMethod]
    public void An_account_without_name_or_password()
    {
        Begin();
        ScramDialogue nameless = new(ScramKind.Sha256, string.Empty, "p", Nonce, new FixedCrypto(), s_vault);
        Assert.AreEqual(string.Empty, nameless.Start());
        Assert.AreEqual((int)Fault.NotConfigured, (int)nameless.Fault);

        ScramDialogue open = new(ScramKind.Sha256, "u", string.Empty, Nonce, new FixedCrypto(), s_vault);
        Assert.AreEqual(string.Empty, open.Start());
        Assert.AreEqual((int)Fault.NotConfigured, (int)open.Fault);
    }

    private static void Begin()
    {
        s_vault = new OneRecordVault();
    }

    private static string Base64Of(int count) => System.Convert.ToBase64String(Vectors.Repeat(7, count));

    private static ScramDialogue Dialogue() => ScramDialogue.Example(ScramKind.Sha256, s_vault);

    private static void AssertRefused(Fault fault, string challenge)
    {
        ScramDialogue dialogue = Dialogue();
        Assert.IsTrue(dialogue.StartAndChallenge(challenge) == null, challenge);
        Assert.AreEqual((int)fault, (int)dialogue.Fault, challenge);
        Assert.IsFalse(dialogue.Succeeded(string.Empty));
    }
}
