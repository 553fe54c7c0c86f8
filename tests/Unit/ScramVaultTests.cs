using Core.Bytes;
using Xmpp.Auth;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>Salting a password takes seconds on a device; the vault makes it a thing of the first login.</summary>
[TestClass]
public sealed class ScramVaultTests
{
    private const string ServerStart = "r=" + ScramDialogue.Nonce + "3rfcNHYJY1ZVvWVs7j,s=";
    private const string Proof = "p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=";
    private const string Sha256Signature = "v=XKW6VuW1FANROQabnJBz1KaeCnQL/HZByQtX/iU+o30=";
    private const string Sha512Signature =
        "v=14PAAuavk9hxBEkgB0brDxUhvWu+N16meYk+qxVNFqchR8QPohM09Y4Z6WaTCuX4C6nqMB9KIJTDm6RpSM990g==";
    private const string Signature = "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=";

    private static OneRecordVault s_vault;
    private static FixedCrypto s_crypto;

    [TestMethod]
    public void A_second_login_after_a_restart_does_no_work()
    {
        Begin();
        Assert.IsTrue(Login() > 600);
        Assert.AreEqual(1, s_vault.Saves);
        Assert.AreEqual("scram", s_vault.Name);

        Assert.AreEqual(0, Login());
        Assert.AreEqual(1, s_vault.Saves);
    }

    [TestMethod]
    public void A_second_login_without_a_restart_does_no_work_even_if_the_vault_is_full()
    {
        Begin();
        s_vault.Full = true;
        ScramDialogue dialogue = ScramDialogue.Example(ScramKind.Sha1, s_vault);
        dialogue.StartAndChallenge(ScramDialogue.ServerFirst);
        Assert.IsTrue(dialogue.Works > 0);
        Assert.IsTrue(dialogue.Succeeded(Signature));

        dialogue.StartAndChallenge(ScramDialogue.ServerFirst);
        Assert.AreEqual(0, dialogue.Works);
        Assert.IsTrue(dialogue.Succeeded(Signature));
    }

    [TestMethod]
    public void Native_hashes_are_kept_too()
    {
        Begin();
        Assert.IsTrue(Works(ScramKind.Sha256, Sha256Signature) > 0);
        Assert.AreEqual(0, Works(ScramKind.Sha256, Sha256Signature));
        Assert.IsTrue(Works(ScramKind.Sha512, Sha512Signature) > 0);
        Assert.AreEqual(0, Works(ScramKind.Sha512, Sha512Signature));
        Assert.IsTrue(Works(ScramKind.Sha256, Sha256Signature) > 0);
    }

    [TestMethod]
    public void Other_salt_count_user_or_password_are_computed_anew()
    {
        Begin();
        Login();
        AssertWork("user", "pencil", ServerStart + "QSXCR+Q6sek8bf92,i=4097");
        AssertWork("user", "pencil", ServerStart + "QSXCR+Q6sek8bf93,i=4096");
        AssertWork("user", "pencil", ServerStart + "QSXCR+Q6sek8,i=4096");
        AssertWork("user", "Pencil", ScramDialogue.ServerFirst);
        AssertWork("users", "pencil", ScramDialogue.ServerFirst);
        AssertWork("uses", "pencil", ScramDialogue.ServerFirst);
    }

    [TestMethod]
    public void A_wrong_password_does_not_replace_the_record()
    {
        Begin();
        Login();
        byte[] before = s_vault.Record;
        ScramDialogue wrong = ScramDialogue.Example(ScramKind.Sha1, "pencils", s_crypto, s_vault);
        wrong.StartAndChallenge(ScramDialogue.ServerFirst);
        Assert.IsFalse(wrong.Succeeded(Signature));
        Assert.IsTrue(before == s_vault.Record);
        Assert.AreEqual(0, Login());
    }

    [TestMethod]
    public void A_damaged_record_is_ignored_and_replaced()
    {
        Begin();
        Login();
        byte[] whole = s_vault.Record;
        for (int at = 0; at < whole.Length; at += 5)
        {
            s_vault.Record = (byte[])whole.Clone();
            s_vault.Record[at] ^= 0x40;
            AssertWork("user", "pencil", ScramDialogue.ServerFirst);
        }

        s_vault.Record = new byte[whole.Length];
        AssertWork("user", "pencil", ScramDialogue.ServerFirst);
        s_vault.Record = new byte[] { 1 };
        Assert.IsTrue(Login() > 0);
        Assert.AreEqual(0, Login());
    }

    [TestMethod]
    public void Work_goes_on_after_a_lost_connection()
    {
        Begin();
        ScramDialogue dialogue = ScramDialogue.Example(ScramKind.Sha1, s_vault);
        ByteWriter response = new(400);
        byte[] challenge = Utf8.Bytes(ScramDialogue.ServerFirst);
        dialogue.Start();
        dialogue.Client.Challenge(challenge, 0, challenge.Length, response);
        for (int i = 0; i < 500; i++)
        {
            Assert.IsTrue(dialogue.Client.Work(response));
        }

        // The iterations after the first, in slices, then the keys, then the response.
        int all = (4096 - 1 + ScramSha1.SliceIterations - 1) / ScramSha1.SliceIterations + 2;
        string final = dialogue.StartAndChallenge(ScramDialogue.ServerFirst);
        Assert.AreEqual(all - 500, dialogue.Works);
        Assert.IsTrue(final.EndsWith(Proof));

        // Another salt in between makes it start over, and is right too.
        dialogue.Start();
        challenge = Utf8.Bytes(ServerStart + "QSXCR+Q6sek8bf92,i=4200");
        dialogue.Client.Challenge(challenge, 0, challenge.Length, response);
        dialogue.Client.Work(response);
        final = dialogue.StartAndChallenge(ScramDialogue.ServerFirst);
        Assert.AreEqual(all, dialogue.Works);
        Assert.IsTrue(final.EndsWith(Proof));
        Assert.IsTrue(dialogue.Succeeded(Signature));
    }

    private static void Begin()
    {
        s_vault = new OneRecordVault();
        s_crypto = new FixedCrypto();
    }

    private static int Login()
    {
        ScramDialogue dialogue = ScramDialogue.Example(ScramKind.Sha1, "pencil", s_crypto, s_vault);
        string final = dialogue.StartAndChallenge(ScramDialogue.ServerFirst);
        Assert.IsTrue(final.EndsWith(Proof));
        Assert.IsTrue(dialogue.Succeeded(Signature));
        return dialogue.Works;
    }

    private static int Works(ScramKind kind, string signature)
    {
        ScramDialogue dialogue = ScramDialogue.Example(kind, s_vault);
        dialogue.StartAndChallenge(ScramDialogue.ServerFirst);
        Assert.IsTrue(dialogue.Succeeded(signature));
        return dialogue.Works;
    }

    private static void AssertWork(string user, string password, string serverFirst)
    {
        ScramDialogue dialogue =
            new(ScramKind.Sha1, user, password, ScramDialogue.Nonce, s_crypto, s_vault);
        dialogue.Start();
        ByteWriter response = new(400);
        byte[] challenge = Utf8.Bytes(serverFirst);
        SaslStep step = dialogue.Client.Challenge(challenge, 0, challenge.Length, response);
        Assert.AreEqual((int)SaslStep.Working, (int)step);
    }
}
