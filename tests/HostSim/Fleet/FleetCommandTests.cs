using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Fleet;

/// <summary>The command as a person starts it.</summary>
[TestClass]
public sealed class FleetCommandTests
{
    [TestMethod]
    public async Task GoodRunEndsWithItsLineAndZero()
    {
        string html = Path.GetTempFileName();
        using SimProcess process = new(
            "fleet", "--devices", "5", "--duration", "3", "--report", "1", "--seed", "1", "--html", html);

        Assert.AreEqual(0, await process.EndAsync(), process.Error + process.Output);
        StringAssert.StartsWith(LastLine(process.Output), "fleet ok: 5 devices, xmpp, steady, 3 s, seed 1; 5 online;");
        Assert.Contains("time to online", process.Output);
        string page = await File.ReadAllTextAsync(html);
        File.Delete(html);
        Assert.Contains("<polyline", page);
        Assert.DoesNotContain("http", page);
        Assert.DoesNotContain("<script", page);
    }

    [TestMethod]
    [DataRow("double", "doubled")]
    [DataRow("lose", "lost")]
    public async Task BadRunEndsWithOne(string sabotage, string what)
    {
        using SimProcess process = new("fleet", "--devices", "20", "--duration", "5", "--report", "1", "--seed", "1",
            "--patience", "8", "--sabotage", sabotage);

        Assert.AreEqual(1, await process.EndAsync(), process.Error + process.Output);
        string line = LastLine(process.Output);
        StringAssert.StartsWith(line, "fleet FAILED:");
        Assert.DoesNotContain($" 0 {what},", line.Split(';')[2]);
    }

    [TestMethod]
    [DataRow("--devices must be a whole number from 1 to 20000, not '0'", "--devices", "0")]
    [DataRow("--scenario must be steady, storm or churn, not 'calm'", "--scenario", "calm")]
    [DataRow("--link must be xmpp or courier, not 'smoke'", "--link", "smoke")]
    [DataRow("--server: a fleet over courier has the embedded gateway, because on one elsewhere each device would need "
        + "an enrolment code", "--link", "courier", "--server", "localhost:5223")]
    [DataRow("--tls cannot be more than --devices", "--devices", "2", "--tls", "3")]
    [DataRow("--sabotage must be lose or double, not 'burn'", "--sabotage", "burn")]
    [DataRow("--domain needs --server", "--domain", "iot.test")]
    [DataRow("--server needs --domain", "--server", "localhost:5222")]
    [DataRow("--server needs --users-file, or --user with --password-file", "--server", "localhost", "--domain", "a")]
    [DataRow("--user must contain {n}, as dev{n} does, not 'dev'", "--server", "localhost", "--domain", "a", "--user",
        "dev")]
    public async Task WrongArgumentsGetOneLineAndTwo(string message, params string[] arguments)
    {
        using SimProcess process = new(["fleet", .. arguments]);

        Assert.AreEqual(2, await process.EndAsync());
        Assert.AreEqual($"host-sim: {message}", process.Error.Trim());
        Assert.AreEqual("", process.Output);
    }

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];
}
