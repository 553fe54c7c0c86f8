using Core;
using Core.Bytes;
using Xmpp.Xml;
using Xmpp;
using nanoFramework.TestFramework;
using Tests.Unit.Agent;

namespace Tests.Unit.Xmpp;

/// <summary>What is remembered of a server: its token, what it offered, and who we are to it.</summary>
[TestClass]
public sealed class LoginMemoryTests
{
    private const long Now = 1_795_248_000_000;

    private static FakeVault s_vault;
    private static FixedCrypto s_crypto;

    [TestMethod]
    public void Token_is_kept_across_a_restart()
    {
        Begin();
        LoginMemory memory = New();
        Assert.IsFalse(memory.HasToken(Now));
        memory.SeeFeatures(true, true);
        memory.Keep(Texts.Slice("secret"), Now + 3_600_000);
        Assert.IsTrue(memory.HasToken(Now));
        memory = New();
        Assert.IsTrue(memory.HasToken(Now));
        Assert.AreEqual(6, memory.Token.Length);
        Assert.IsTrue(memory.OffersScram);
        Assert.IsFalse(memory.IsProven);
        memory.Prove();
        Assert.IsTrue(New().IsProven);
    }

    [TestMethod]
    public void Token_expires()
    {
        Begin();
        LoginMemory memory = New();
        memory.SeeFeatures(true, true);
        memory.Keep(Texts.Slice("secret"), Now);
        Assert.IsFalse(memory.HasToken(Now));
        Assert.IsFalse(memory.HasToken(Now - 30_000), "too close");
        Assert.IsTrue(memory.HasToken(Now - 120_000));
        Assert.IsTrue(memory.HasToken(0), "an unknown time does not speak against it");
        memory.Keep(Texts.Slice("secret"), 0);
        Assert.IsTrue(memory.HasToken(Now * 2), "a token without an end");
    }

    [TestMethod]
    public void Refused_token_is_forgotten()
    {
        Begin();
        LoginMemory memory = New();
        memory.SeeFeatures(true, true);
        memory.Keep(Texts.Slice("secret"), 0);
        memory.Prove();
        memory.ForgetToken();
        Assert.IsFalse(memory.HasToken(Now));
        Assert.IsFalse(New().HasToken(Now));
        Assert.IsFalse(New().IsProven);
        Assert.IsTrue(New().OffersScram, "that the server knows SCRAM is never forgotten");
    }

    [TestMethod]
    public void Doubted_token_goes_alone_and_then_waits_for_the_servers_offer()
    {
        Begin();
        LoginMemory memory = New();
        memory.SeeFeatures(true, true);
        memory.Keep(Texts.Slice("secret"), 0);
        memory.Prove();
        memory.Doubt();
        Assert.IsTrue(memory.HasToken(Now));
        Assert.IsFalse(memory.IsProven);
        memory.Doubt();
        Assert.IsFalse(New().HasToken(Now));
        memory.SeeFeatures(true, true);
        Assert.IsTrue(New().HasToken(Now));
    }

    [TestMethod]
    public void Another_account_begins_with_nothing()
    {
        Begin();
        LoginMemory memory = New();
        memory.SeeFeatures(true, true);
        memory.Keep(Texts.Slice("secret"), 0);
        LoginMemory other = new(s_vault, s_crypto, Utf8.Bytes("dev@b.example"));
        Assert.IsFalse(other.OffersScram, "the other server may know PLAIN only");
        Assert.IsFalse(other.HasToken(Now));
        Assert.IsTrue(New().HasToken(Now));
    }

    [TestMethod]
    public void Token_that_cannot_be_kept_changes_nothing()
    {
        Begin();
        LoginMemory memory = New();
        memory.SeeFeatures(true, true);
        memory.Keep(Texts.Slice("secret"), 0);
        memory.Keep(Texts.Slice(""), 0);
        memory.Keep(Texts.Slice(new string('x', Limits.Token + 1)), 0);
        Assert.AreEqual(6, memory.Token.Length);
        memory.Keep(Texts.Slice(new string('x', Limits.Token)), 0);
        Assert.AreEqual(Limits.Token, New().Token.Length);
    }

    [TestMethod]
    public void Features_that_change_are_noted_and_scram_stays()
    {
        Begin();
        LoginMemory memory = New();
        memory.SeeFeatures(true, true);
        memory.Keep(Texts.Slice("secret"), 0);
        memory.SeeFeatures(false, false);
        Assert.IsFalse(memory.HasToken(Now), "the server takes no tokens any more");
        Assert.IsTrue(memory.OffersScram);
        int saves = s_vault.Saves;
        memory.SeeFeatures(false, false);
        Assert.AreEqual(saves, s_vault.Saves, "flash is written only when something changes");
    }

    [TestMethod]
    public void Agent_id_is_a_uuid_that_stays()
    {
        Begin();
        for (int i = 0; i < s_crypto.Chosen.Length; i++)
        {
            s_crypto.Chosen[i] = (byte)(0xF0 + i);
        }

        LoginMemory memory = New();
        Assert.AreEqual("f0f1f2f3-f4f5-46f7-b8f9-fafbfcfdfeff", AgentId(memory));
        memory.SeeFeatures(true, false);
        s_crypto.Chosen[0] = 0;
        Assert.AreEqual("f0f1f2f3-f4f5-46f7-b8f9-fafbfcfdfeff", AgentId(New()));
    }

    [TestMethod]
    public void Damaged_record_is_no_memory()
    {
        Begin();
        LoginMemory memory = New();
        memory.SeeFeatures(true, true);
        memory.Keep(Texts.Slice("secret"), 0);
        byte[] good = s_vault.Record("login");
        for (int length = 0; length < good.Length; length++)
        {
            s_vault.Save("login", good, length);
            LoginMemory damaged = New();
            Assert.IsTrue(damaged.Token == null || damaged.Token.Length < 6);
        }

        good[0] = 99;
        s_vault.Save("login", good, good.Length);
        Assert.IsFalse(New().HasToken(Now), "another version");
    }

    private static void Begin()
    {
        s_vault = new FakeVault();
        s_crypto = new FixedCrypto();
    }

    private static LoginMemory New() => new(s_vault, s_crypto, Utf8.Bytes("dev@a.example"));

    private static string AgentId(LoginMemory memory)
    {
        XmlWriter writer = new(64);
        memory.WriteAgentId(writer);
        return Texts.Of(writer);
    }
}
