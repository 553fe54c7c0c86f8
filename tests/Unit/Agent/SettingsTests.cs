using Core.Agent;
using nanoFramework.TestFramework;

namespace Tests.Unit.Agent;

/// <summary>Settings are kept, and what the vault lost is as configured.</summary>
[TestClass]
public sealed class SettingsTests
{
    private static FakeVault s_vault;
    private static AgentConfig s_config;

    [TestMethod]
    public void Configured_until_set()
    {
        Begin();
        Settings settings = new(s_config, s_vault);
        Assert.AreEqual(60, settings.Get(Settings.ReportEvery));
        Assert.AreEqual(0, settings.Get(Settings.ReportDeadBand));
        Assert.IsTrue(settings.Set(Settings.ReportEvery, 7));
        Assert.IsTrue(settings.Set(Settings.ReportDeadBand, 1_000_000_000));
        Settings restarted = new(s_config, s_vault);
        Assert.AreEqual(7, restarted.Get(Settings.ReportEvery));
        Assert.AreEqual(1_000_000_000, restarted.Get(Settings.ReportDeadBand));
    }

    [TestMethod]
    [DataRow(-1L)]
    [DataRow(86_401L)]
    [DataRow(4_294_967_303L)]
    public void Out_of_range_is_refused(long value)
    {
        Begin();
        Settings settings = new(s_config, s_vault);
        Assert.IsFalse(settings.Set(Settings.ReportEvery, value));
        Assert.AreEqual(60, settings.Get(Settings.ReportEvery));
        Assert.AreEqual(0, s_vault.Saves);
    }

    [TestMethod]
    public void What_cannot_be_kept_is_not_changed()
    {
        Begin();
        Settings settings = new(s_config, s_vault);
        s_vault.Full = true;
        Assert.IsFalse(settings.Set(Settings.ReportEvery, 7));
        Assert.AreEqual(60, settings.Get(Settings.ReportEvery));
    }

    [TestMethod]
    public void Damaged_record_does_no_harm()
    {
        Begin();
        new Settings(s_config, s_vault).Set(Settings.ReportEvery, 7);
        byte[] record = s_vault.Record("settings");
        record[4] = 0xFF;
        Assert.AreEqual(60, new Settings(s_config, s_vault).Get(Settings.ReportEvery), "negative");
        record[4] = 0x7F;
        Assert.AreEqual(60, new Settings(s_config, s_vault).Get(Settings.ReportEvery), "too large");
        record[0] = 99;
        record[4] = 0;
        Assert.AreEqual(60, new Settings(s_config, s_vault).Get(Settings.ReportEvery), "another version");
    }

    [TestMethod]
    public void Record_of_a_firmware_that_knew_fewer_settings_is_read()
    {
        Begin();
        s_vault.Save("settings", new byte[] { 1, 7, 0, 0, 0, 9, 0, 0, 0 }, 9);
        Settings settings = new(s_config, s_vault);
        Assert.AreEqual(7, settings.Get(Settings.ReportEvery));
        Assert.AreEqual(9, settings.Get(Settings.ReportDeadBand));
        Assert.AreEqual(0, settings.Get(Settings.SleepEvery));
    }

    [TestMethod]
    public void Names_are_found()
    {
        Begin();
        Settings settings = new(s_config, s_vault);
        for (int i = 0; i < Settings.Count; i++)
        {
            Assert.AreEqual(i, settings.Find(Texts.Slice(Settings.Name(i))));
        }

        Assert.AreEqual(-1, settings.Find(Texts.Slice("")));
        Assert.AreEqual(-1, settings.Find(Texts.Slice("report")));
    }

    private static void Begin()
    {
        s_vault = new FakeVault();
        s_config = new AgentConfig { ReportEveryMs = 60_000 };
    }
}
