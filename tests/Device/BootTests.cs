using Microsoft.CodeAnalysis;
using Tests.Contract;

namespace Tests.Device;

/// <summary>What happens at every boot, on the interpreter and with no more heap than a small board has.</summary>
[TestClass]
public sealed class BootTests
{
    /// <summary>What the smallest board leaves for one XMPP session with the libraries that the core needs, in
    /// bytes.</summary>
    private const int Heap = 75_000;

    private const string Server = "prosody13-direct";

    [TestMethod]
    [DataRow(OptimizationLevel.Debug)]
    [DataRow(OptimizationLevel.Release)]
    public void Core_logs_in_to_a_recorded_server(OptimizationLevel level)
    {
        string[] below = ["Core", "Xmpp"];
        DeviceBuild build = DeviceBuild.Of(level);
        build.Add(below, ("Boot", Driver.Sources("Boot").Append(Corpora.Source(Server))));
        NanoRun run = build.Run("Boot", below, Heap);
        Assert.AreEqual(0, run.Code, run.Output);
        StringAssert.StartsWith(run.Output, "state 3", run.Output);
    }

    [TestMethod]
    [DataRow(OptimizationLevel.Debug)]
    [DataRow(OptimizationLevel.Release)]
    public void Provisioned_device_reads_its_configuration(OptimizationLevel level)
    {
        string[] below = ["Core", "Xmpp", "Courier", "Esp32"];
        DeviceBuild build = DeviceBuild.Of(level);
        IEnumerable<SyntaxTree> links = new[] { "Links", "XmppBriefing", "CourierBriefing" }
            .Select(it => DeviceSources.Read($"firmware/App/{it}.cs"));
        build.Add(below, ("Config", Driver.Sources("Config").Concat(links)));

        // Libraries of the chip whose native half an interpreter on a desktop lacks may throw at their start: what is
        // printed tells how ours went.
        NanoRun run = build.Run("Config", below);
        string[] told = run.Output.Replace("\r", string.Empty).TrimEnd('\n').Split('\n');
        CollectionAssert.AreEqual(
            new[]
            {
                "untold flag: not set", "device", "wifi.password", "xmpp.domain", "xmpp.user", "xmpp.password",
                "xmpp.port: has to be a number from 0 to 65535", "allow.admin",
                "nothing.such: there is no such key", "dev1, 1 link, 2 peers, missing: nothing",
            },
            told[1..], run.Output);
    }
}
