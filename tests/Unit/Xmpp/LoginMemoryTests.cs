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

    private readonly FakeVault _vault = new();
    private readonly FixedCrypto _crypto = new();

    [TestMethod]
    public void Token_is_kept_across_a_restart()
    {
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
        LoginMemory memory = New();
        memory.SeeFeatures(true, true);
        memory.Keep(Texts.Slice("secret"), 0);
        LoginMemory other = new(_vault, _crypto, Utf8.Bytes("dev@b.example"));
        Assert.IsFalse(other.OffersScram, "the other server may know PLAIN only");
        Assert.IsFalse(other.HasToken(Now));
        Assert.IsTrue(New().HasToken(Now));
    }

    [TestMethod]
    public void Token_that_cannot_be_kept_changes_nothing()
    {
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
        LoginMemory memory = New();
        memory.SeeFeatures(true, true);
        memory.Keep(Texts.Slice("secret"), 0);
        memory.SeeFeatures(false, false);
        Assert.IsFalse(memory.HasToken(Now), "the server takes no tokens any more");
        Assert.IsTrue(memory.OffersScram);
        int saves = _vault.Saves;
        memory.SeeFeatures(false, false);
        Assert.AreEqual(saves, _vault.Saves, "flash is written only when something changes");
    }

    [TestMethod]
    public void Agent_id_is_a_uuid_that_stays()
    {
        for (int i = 0; i < _crypto.Chosen.Length; i++)
        {
            _crypto.Chosen[i] = (byte)(0xF0 + i);
        }

        LoginMemory memory = New();
        Assert.AreEqual("f0f1f2f3-f4f5-46f7-b8f9-fafbfcfdfeff", AgentId(memory));
        memory.SeeFeatures(true, false);
        _crypto.Chosen[0] = 0;
        Assert.AreEqual("f0f1f2f3-f4f5-46f7-b8f9-fafbfcfdfeff", AgentId(New()));
    }

    [TestMethod]
    public void Damaged_record_is_no_memory()
    {
        LoginMemory memory = New();
        memory.SeeFeatures(true, true);
        memory.Keep(Texts.Slice("secret"), 0);
        byte[] good = _vault.Record("login");
        for (int length = 0; length < good.Length; length++)
        {
            _vault.Save("login", good, length);
            LoginMemory damaged = New();
            Assert.IsTrue(damaged.Token == null || damaged.Token.Length < 6);
        }

        good[0] = 99;
        _vault.Save("login", good, good.Length);
        Assert.IsFalse(New().HasToken(Now), "another version");
    }

    private LoginMemory New() => new(_vault, _crypto, Utf8.Bytes("dev@a.example"));

    private static string AgentId(LoginMemory memory)
    {
        XmlWriter writer = new(64);
        memory.WriteAgentId(writer);
        return Texts.Of(writer);
    }
}
