using System.Text.Json;
using HostSim.Operator;
using HostSim.Operator.Imip;
using HostSim.Operator.Push;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Operator;

/// <summary>What devices write is read, and what no device should write harms nobody.</summary>
[TestClass]
public sealed class SenmlTextTests
{
    [TestMethod]
    public void A_report_is_read()
    {
        TelemetryReport report = Report("""[{"bn":"dev:","bt":1.5,"n":"Temperature","u":"Cel","v":21.5}]""");
        Assert.AreEqual("dev", report.Device);
        Assert.AreEqual("1970-01-01T00:00:01Z", report.Time);
        Assert.AreEqual(new TelemetryField("Temperature", "21.5", "Cel"), report.Fields.Single());
    }

    [TestMethod]
    [DataRow("""[{"bt":1e300,"n":"t","v":1}]""")]
    [DataRow("""[{"bt":-1,"n":"t","v":1}]""")]
    [DataRow("""[{"bt":"x","n":"t","v":1}]""")]
    [DataRow("""[{"bn":null,"n":"t","v":1}]""")]
    [DataRow("""[{"bn":7,"n":"t","v":1}]""")]
    [DataRow("""[{"n":null,"v":1}]""")]
    [DataRow("""[{"n":"t","u":null,"v":1}]""")]
    [DataRow("""[{"n":"t","vs":null}]""")]
    [DataRow("""[{"n":"t"}]""")]
    [DataRow("""[7]""")]
    [DataRow("""{}""")]
    public void What_is_no_report_is_refused_in_one_of_three_ways(string records)
    {
        Exception fault = Assert.Throws<Exception>(() => Report(records));
        Assert.IsTrue(fault is JsonException or KeyNotFoundException or InvalidOperationException, $"{fault}");
    }

    [TestMethod]
    public void A_command_that_help_names_twice_is_known_once() =>
        Assert.AreEqual("a", CommandUsage.Read("pin.read a - x\npin.read b - y")["pin.read"].Arguments.Single());

    private static TelemetryReport Report(string records)
    {
        using JsonDocument document = JsonDocument.Parse(records);
        return SenmlText.Report("device", document.RootElement);
    }
}
