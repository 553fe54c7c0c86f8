using Core;
using Core.Agent;
using nanoFramework.TestFramework;

namespace Tests.Unit.Agent;

/// <summary>Ids are remembered across a restart, and the oldest are forgotten first.</summary>
[TestClass]
public sealed class SeenIdsTests
{
    private static FakeVault s_vault;

    [TestMethod]
    public void Id_is_remembered()
    {
        Begin();
        SeenIds seen = new(s_vault);
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
        Begin();
        new SeenIds(s_vault).Add(Texts.Slice("a"), false);
        SeenIds restarted = new(s_vault);
        Assert.IsTrue(restarted.HasMemory);
        Assert.IsTrue(restarted.Contains(Texts.Slice("a")));
        restarted.Add(Texts.Slice("b"), false);
        Assert.IsTrue(new SeenIds(s_vault).Contains(Texts.Slice("a")));
        Assert.IsTrue(new SeenIds(s_vault).Contains(Texts.Slice("b")));
    }

    [TestMethod]
    public void Oldest_is_forgotten_first()
    {
        Begin();
        SeenIds seen = new(s_vault);
        for (int i = 0; i <= Limits.SeenIds; i++)
        {
            seen = i == Limits.SeenIds / 2 ? new SeenIds(s_vault) : seen;
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
        Begin();
        new SeenIds(s_vault).Add(Texts.Slice("older"), true);
        new SeenIds(s_vault).Add(Texts.Slice("item"), true);
        for (int i = 0; i < 2 * Limits.SeenIds; i++)
        {
            new SeenIds(s_vault).Add(Texts.Slice("push" + i), false);
        }

        Assert.IsTrue(new SeenIds(s_vault).Contains(Texts.Slice("item")));
        Assert.IsFalse(new SeenIds(s_vault).Contains(Texts.Slice("older")));
    }

    [TestMethod]
    public void Damaged_record_is_no_memory()
    {
        Begin();
        new SeenIds(s_vault).Add(Texts.Slice("a"), false);
        byte[] record = s_vault.Record("seen");
        record[record.Length - 1] = Limits.SeenIds;
        SeenIds seen = new(s_vault);
        Assert.IsFalse(seen.HasMemory);
        Assert.IsFalse(seen.Contains(Texts.Slice("a")));
        seen.Add(Texts.Slice("b"), false);
        Assert.IsTrue(seen.Contains(Texts.Slice("b")));
    }

    [TestMethod]
    public void Ids_that_are_alike_are_told_apart()
    {
        Begin();
        string[] ids =
        {
            "", "a", "b", "ab", "ba", "abcdefg", "abcdefgh", "bacdefgh", "abcdefghi", "abcdefgha", "abcdefghabcdefgh",
            "bacdefghbacdefgh", "desk-1795248360170144-000000042", "desk-1795248360170144-000000043",
            "desk-1795248360170145-000000042", "desk-1795248360170145-000000043", "eesk-1795248360170144-000000042",
        };
        SeenIds seen = new(s_vault);
        for (int i = 0; i < ids.Length; i++)
        {
            Assert.IsFalse(seen.Contains(Texts.Slice(ids[i])), ids[i]);
            Assert.IsFalse(seen.Contains(Texts.Slice(ids[i])), ids[i]);
            seen.Add(Texts.Slice(ids[i]), false);
        }

        for (int i = 0; i < ids.Length; i++)
        {
            Assert.IsTrue(seen.Contains(Texts.Slice(ids[i])), ids[i]);
            Assert.IsTrue(new SeenIds(s_vault).Contains(Texts.Slice(ids[i])), ids[i]);
        }
    }

    [TestMethod]
    public void Full_vault_does_not_make_it_forget_now()
    {
        Begin();
        SeenIds seen = new(s_vault);
        s_vault.Full = true;
        seen.Add(Texts.Slice("a"), false);
        Assert.IsTrue(seen.Contains(Texts.Slice("a")));
    }

    private static void Begin()
    {
        s_vault = new FakeVault();
    }
}
