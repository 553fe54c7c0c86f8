using Core;
using Core.Agent;
using nanoFramework.TestFramework;

namespace Tests.Unit.Agent;

/// <summary>Ids are remembered across a restart, and the oldest are forgotten first.</summary>
[TestClass]
public sealed class SeenIdsTests
{
    private readonly FakeVault _vault = new();

    [TestMethod]
    public void Id_is_remembered()
    {
        SeenIds seen = new(_vault);
        Assert.IsFalse(seen.HasMemory);
        Assert.IsFalse(seen.Contains(Texts.Slice("a")));
        seen.Add(Texts.Slice("a"), false);
        Assert.IsTrue(seen.HasMemory);
        Assert.IsTrue(seen.Contains(Texts.Slice("a")));
        Assert.IsFalse(seen.Contains(Texts.Slice("b")));
        Assert.IsFalse(seen.Contains(Texts.Slice("")));
    }

    [TestMethod]
    public void Id_survives_a_restart()
    {
        new SeenIds(_vault).Add(Texts.Slice("a"), false);
        SeenIds restarted = new(_vault);
        Assert.IsTrue(restarted.HasMemory);
        Assert.IsTrue(restarted.Contains(Texts.Slice("a")));
        restarted.Add(Texts.Slice("b"), false);
        Assert.IsTrue(new SeenIds(_vault).Contains(Texts.Slice("a")));
        Assert.IsTrue(new SeenIds(_vault).Contains(Texts.Slice("b")));
    }

    [TestMethod]
    public void Oldest_is_forgotten_first()
    {
        SeenIds seen = new(_vault);
        for (int i = 0; i <= Limits.SeenIds; i++)
        {
            seen = i == Limits.SeenIds / 2 ? new SeenIds(_vault) : seen;
            seen.Add(Texts.Slice("id" + i), false);
        }

        Assert.IsFalse(seen.Contains(Texts.Slice("id0")));
        for (int i = 1; i <= Limits.SeenIds; i++)
        {
            Assert.IsTrue(seen.Contains(Texts.Slice("id" + i)));
        }
    }

    [TestMethod]
    public void Newest_item_outlives_whatever_comes_by_other_links()
    {
        new SeenIds(_vault).Add(Texts.Slice("older"), true);
        new SeenIds(_vault).Add(Texts.Slice("item"), true);
        for (int i = 0; i < 2 * Limits.SeenIds; i++)
        {
            new SeenIds(_vault).Add(Texts.Slice("push" + i), false);
        }

        Assert.IsTrue(new SeenIds(_vault).Contains(Texts.Slice("item")));
        Assert.IsFalse(new SeenIds(_vault).Contains(Texts.Slice("older")));
    }

    [TestMethod]
    public void Damaged_record_is_no_memory()
    {
        new SeenIds(_vault).Add(Texts.Slice("a"), false);
        byte[] record = _vault.Record("seen");
        record[record.Length - 1] = Limits.SeenIds;
        SeenIds seen = new(_vault);
        Assert.IsFalse(seen.HasMemory);
        Assert.IsFalse(seen.Contains(Texts.Slice("a")));
        seen.Add(Texts.Slice("b"), false);
        Assert.IsTrue(seen.Contains(Texts.Slice("b")));
    }

    [TestMethod]
    public void Ids_that_are_alike_are_told_apart()
    {
        string[] ids =
        {
            "", "a", "b", "ab", "ba", "abcdefg", "abcdefgh", "bacdefgh", "abcdefghi", "abcdefgha", "abcdefghabcdefgh",
            "bacdefghbacdefgh", "desk-1795248360170144-000000042", "desk-1795248360170144-000000043",
            "desk-1795248360170145-000000042", "desk-1795248360170145-000000043", "eesk-1795248360170144-000000042",
        };
        SeenIds seen = new(_vault);
        for (int i = 0; i < ids.Length; i++)
        {
            Assert.IsFalse(seen.Contains(Texts.Slice(ids[i])), ids[i]);
            Assert.IsFalse(seen.Contains(Texts.Slice(ids[i])), ids[i]);
            seen.Add(Texts.Slice(ids[i]), false);
        }

        for (int i = 0; i < ids.Length; i++)
        {
            Assert.IsTrue(seen.Contains(Texts.Slice(ids[i])), ids[i]);
            Assert.IsTrue(new SeenIds(_vault).Contains(Texts.Slice(ids[i])), ids[i]);
        }
    }

    [TestMethod]
    public void Full_vault_does_not_make_it_forget_now()
    {
        SeenIds seen = new(_vault);
        _vault.Full = true;
        seen.Add(Texts.Slice("a"), false);
        Assert.IsTrue(seen.Contains(Texts.Slice("a")));
    }
}
