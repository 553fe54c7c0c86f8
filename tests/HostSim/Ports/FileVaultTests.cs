using System.Text;
using HostSim.Ports;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Ports;

[TestClass]
public sealed class FileVaultTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vault-").FullName;

    [TestCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void A_record_outlives_the_vault_object()
    {
        Assert.IsTrue(Save(new FileVault(_folder), "token", "one"));
        Assert.AreEqual("one", Load(new FileVault(_folder), "token"));
    }

    [TestMethod]
    public void A_record_that_is_not_there_or_erased_is_empty()
    {
        FileVault vault = new(_folder);
        Assert.AreEqual("", Load(vault, "token"));
        Save(vault, "token", "one");
        vault.Erase("token");
        vault.Erase("token");
        Assert.AreEqual("", Load(vault, "token"));
    }

    [TestMethod]
    [DataRow(VaultStep.Create)]
    [DataRow(VaultStep.Write)]
    [DataRow(VaultStep.Flush)]
    [DataRow(VaultStep.Rename)]
    public void A_save_cut_at_any_step_leaves_the_old_record(VaultStep at)
    {
        Save(new FileVault(_folder), "token", "old");
        FileVault cut = new(_folder, step =>
        {
            if (step == at)
            {
                throw new IOException("cut");
            }
        });

        Assert.IsFalse(Save(cut, "token", "new and longer"));
        Assert.AreEqual("old", Load(new FileVault(_folder), "token"));
        Assert.IsTrue(Save(new FileVault(_folder), "token", "next"), "what the cut left must not be in the way");
        Assert.AreEqual("next", Load(new FileVault(_folder), "token"));
    }

    [TestMethod]
    public void A_first_save_cut_at_any_step_leaves_no_record()
    {
        foreach (VaultStep at in Enum.GetValues<VaultStep>())
        {
            FileVault cut = new(_folder, step => _ = step == at ? throw new IOException("cut") : 0);
            Assert.IsFalse(Save(cut, "token", "new"));
            Assert.AreEqual("", Load(new FileVault(_folder), "token"), $"{at}");
        }
    }

    [TestMethod]
    public void Any_damage_to_the_file_makes_it_no_record()
    {
        FileVault vault = new(_folder);
        Save(vault, "token", "content");
        string path = Directory.GetFiles(_folder).Single();
        byte[] whole = File.ReadAllBytes(path);
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] flipped = [.. whole];
            flipped[i] ^= 1;
            File.WriteAllBytes(path, flipped);
            Assert.AreEqual("", Load(vault, "token"), $"flipped byte {i}");
            File.WriteAllBytes(path, whole[..i]);
            Assert.AreEqual("", Load(vault, "token"), $"cut at {i}");
        }

        File.WriteAllBytes(path, [.. whole, 0]);
        Assert.AreEqual("", Load(vault, "token"), "one byte more");
    }

    [TestMethod]
    public void What_does_not_fit_is_refused_and_changes_nothing()
    {
        FileVault vault = new(_folder);
        Save(vault, "token", "old");
        Assert.IsFalse(vault.Save("token", new byte[VaultRecord.MaxBytes + 1], VaultRecord.MaxBytes + 1));
        Assert.IsTrue(vault.Save("big", new byte[VaultRecord.MaxBytes], VaultRecord.MaxBytes));
        Assert.AreEqual(0, vault.Load("token", new byte[2]));
        Assert.AreEqual("old", Load(vault, "token"));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("../token")]
    [DataRow("a/b")]
    [DataRow(".hidden")]
    [DataRow("a b")]
    [DataRow("a-name-that-is-longer-than-the-flash-index")]
    public void A_name_that_could_leave_the_folder_is_refused(string name)
    {
        FileVault vault = new(_folder);
        Assert.IsFalse(Save(vault, name, "x"));
        Assert.AreEqual("", Load(vault, name));
        vault.Erase(name);
        Assert.IsEmpty(Directory.GetFileSystemEntries(_folder));
    }

    [TestMethod]
    public void The_number_of_records_is_bounded_but_old_ones_can_change()
    {
        FileVault vault = new(_folder);
        for (int i = 0; i < VaultRecord.MaxRecords; i++)
        {
            Assert.IsTrue(Save(vault, $"r{i}", "x"));
        }

        Assert.IsFalse(Save(vault, "more", "x"));
        Assert.IsTrue(Save(vault, "r0", "y"));
    }

    private static bool Save(FileVault vault, string name, string content)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(content);
        return vault.Save(name, bytes, bytes.Length);
    }

    private static string Load(FileVault vault, string name)
    {
        byte[] target = new byte[VaultRecord.MaxBytes];
        return Encoding.UTF8.GetString(target, 0, vault.Load(name, target));
    }
}
