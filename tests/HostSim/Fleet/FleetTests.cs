using HostSim.Fleet;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Fleet;

/// <summary>Small fleets through each scenario, and the proof that the count can fail.</summary>
[TestClass]
public sealed class FleetTests
{
    private static readonly FleetOptions Small = new()
    {
        Devices = 50,
        Duration = TimeSpan.FromSeconds(6),
        Ramp = TimeSpan.Zero,
        ReportSeconds = 1,
        CommandsPerSecond = 20,
        Seed = 7,
    };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task SteadyFleetLosesAndDoublesNothing()
    {
        FleetResult result = await RunAsync(Small);

        Assert.IsTrue(result.IsGood, result.Line);
        Assert.IsGreaterThan(50, result.Reports.Received);
        Assert.AreEqual(result.Reports.Accepted, result.Reports.Received);
        Assert.AreEqual(result.Commands.Issued, result.Commands.Done);
        Assert.IsGreaterThan(10, result.Commands.Done);
        Assert.AreEqual(50, result.TimesToOnline.Count);
        Assert.AreEqual(0, result.Losses);
    }

    [TestMethod]
    public async Task StormedFleetComesBackWithoutHammering()
    {
        FleetResult result = await RunAsync(Small with
        {
            Scenario = FleetScenario.Storm, Duration = TimeSpan.FromSeconds(9), Outage = TimeSpan.FromSeconds(4),
        });

        Assert.IsTrue(result.IsGood, result.Line);
        Assert.AreEqual(50, result.Reconnects.Count);
        Assert.IsGreaterThanOrEqualTo(50, result.Losses);
        Assert.IsLessThanOrEqualTo(result.AllowedConnects!.Value, result.PeakConnects!.Value);
        Assert.IsLessThan(50, result.PeakConnects!.Value);
    }

    [TestMethod]
    public async Task ChurnedFleetLosesAndDoublesNothing()
    {
        FleetResult result = await RunAsync(Small with
        {
            Scenario = FleetScenario.Churn, LinkLife = TimeSpan.FromSeconds(3),
        });

        Assert.IsTrue(result.IsGood, result.Line);
        Assert.IsGreaterThan(20, result.Losses);
    }

    [TestMethod]
    public async Task SomeDevicesUseTlsOverSockets()
    {
        FleetResult result = await RunAsync(Small with
        {
            Devices = 20, Tls = 10, Scenario = FleetScenario.Churn, LinkLife = TimeSpan.FromSeconds(4),
        });

        Assert.IsTrue(result.IsGood, result.Line);
        Assert.Contains("TLS for 10", result.Server);
    }

    [TestMethod]
    public async Task LostReportsAreCounted()
    {
        FleetResult result = await RunAsync(Small with { Sabotage = FleetSabotage.Lose, Patience = Brief });

        Assert.IsFalse(result.IsGood, result.Line);
        Assert.IsGreaterThan(0, result.Reports.Lost);
        Assert.AreEqual(result.Reports.Accepted, result.Reports.Received + result.Reports.Lost);
    }

    [TestMethod]
    public async Task DoubledReportsAreCounted()
    {
        FleetResult result = await RunAsync(Small with { Sabotage = FleetSabotage.Double });

        Assert.IsFalse(result.IsGood, result.Line);
        Assert.IsGreaterThan(0, result.Reports.Doubled);
        Assert.AreEqual(0, result.Reports.Lost);
    }

    [TestMethod]
    public async Task CourierFleetLosesAndDoublesNothing()
    {
        FleetResult result = await RunAsync(Small with { Link = FleetLink.Courier });

        Assert.IsTrue(result.IsGood, result.Line);
        Assert.Contains("courier, steady", result.Line);
        Assert.IsGreaterThan(50, result.Reports.Received);
        Assert.AreEqual(result.Reports.Accepted, result.Reports.Received);
        Assert.AreEqual(result.Commands.Issued, result.Commands.Done);
        Assert.AreEqual(0, result.Losses);
    }

    [TestMethod]
    public async Task CourierFleetComesBackToTheNextGateway()
    {
        FleetResult result = await RunAsync(Small with
        {
            Link = FleetLink.Courier, Tls = 5, Scenario = FleetScenario.Storm, Duration = TimeSpan.FromSeconds(9),
            Outage = TimeSpan.FromSeconds(4),
        });

        Assert.IsTrue(result.IsGood, result.Line);
        Assert.Contains("TLS for 5", result.Server);
        Assert.AreEqual(50, result.Reconnects.Count);
        Assert.IsLessThanOrEqualTo(result.AllowedConnects!.Value, result.PeakConnects!.Value);
    }

    [TestMethod]
    public async Task ChurnedCourierFleetLosesAndDoublesNothing()
    {
        FleetResult result = await RunAsync(Small with
        {
            Link = FleetLink.Courier, Tls = 5, Scenario = FleetScenario.Churn, LinkLife = TimeSpan.FromSeconds(3),
        });

        Assert.IsTrue(result.IsGood, result.Line);
        Assert.IsGreaterThan(20, result.Losses);
    }

    [TestMethod]
    [DataRow(FleetSabotage.Lose)]
    [DataRow(FleetSabotage.Double)]
    public async Task CourierFleetIsCountedToo(object sabotage)
    {
        FleetResult result = await RunAsync(Small with
        {
            Link = FleetLink.Courier, Sabotage = (FleetSabotage)sabotage, Patience = Brief,
        });

        Assert.IsFalse(result.IsGood, result.Line);
        Assert.IsGreaterThan(0, result.Reports.Lost + result.Reports.Doubled);
    }

    private static TimeSpan Brief => TimeSpan.FromSeconds(3);

    private async Task<FleetResult> RunAsync(FleetOptions options)
    {
        FleetResult result = await FleetRun.RunAsync(
            options, new PlainView(TextWriter.Null), NullLoggerFactory.Instance);
        TestContext.WriteLine(result.Line);
        return result;
    }
}
