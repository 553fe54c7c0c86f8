using HostSim.Fleet;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Fleet;

/// <summary>The books of a fleet: each way to be wrong shows.</summary>
[TestClass]
public sealed class LedgerTests
{
    private const uint First = (1 << 20) + 1;
    private const long Start = 1_000_000;

    private readonly ReportLedger _reports = new(["a", "b"], Start);
    private readonly CommandLedger _commands = new(2);

    [TestMethod]
    public void EverythingOnceIsEven()
    {
        Take(0, 1);
        Take(1, 2);

        Assert.AreEqual(new ReportCount(2, 2, 0, 0, 0, 0), _reports.Read("a", First + 1, 0));
        Assert.AreEqual(default, _reports.Read("b", First - 1, 0));
    }

    [TestMethod]
    public void GapIsLostUnlessTheDeviceToldOfIt()
    {
        Take(0, 1);
        Take(2, 3);

        Assert.AreEqual(new ReportCount(4, 2, 0, 2, 0, 0), _reports.Read("a", First + 3, 0));
        Assert.AreEqual(new ReportCount(4, 2, 1, 1, 0, 0), _reports.Read("a", First + 3, 1));
        Assert.AreEqual(new ReportCount(4, 2, 2, 0, 0, 0), _reports.Read("a", First + 3, 2));
    }

    [TestMethod]
    public void SameReportUnderItsOwnIdIsRepeatedNotDoubled()
    {
        Take(0, 1);
        Take(0, 1);

        Assert.AreEqual(new ReportCount(1, 1, 0, 0, 0, 1), _reports.Read("a", First, 0));
    }

    [TestMethod]
    [DataRow(1u, 1, DisplayName = "the same reading under a second id")]
    [DataRow(0u, 2, DisplayName = "another reading under the same id")]
    public void SameIdOrReadingTwiceIsDoubled(uint number, int stamp)
    {
        Take(0, 1);
        Take(number, stamp);

        Assert.AreEqual(1, _reports.Read("a", First + number, 0).Doubled);
    }

    [TestMethod]
    public void ResultsAreKnownByTheirNumber()
    {
        Take(0, 1);
        _reports.Take(new FleetReport("a", First + 1, FleetReport.Unstamped));
        _reports.Take(new FleetReport("a", First + 1, FleetReport.Unstamped));
        Take(2, 2);

        Assert.AreEqual(new ReportCount(4, 3, 0, 1, 0, 1), _reports.Read("a", First + 3, 0));
    }

    [TestMethod]
    public void ReportsThatNobodyMadeAreDoubled()
    {
        Take(0, 1);
        Take(1, 2);
        _reports.Take(new FleetReport("a", 0, Start + 3));

        Assert.AreEqual(2, _reports.Read("a", First, 0).Doubled);
    }

    [TestMethod]
    public void ReportsOfAnEarlierRunDoNotCount()
    {
        _reports.Take(new FleetReport("a", First, Start - 1));
        _reports.Take(new FleetReport("stranger", First, Start + 1));

        Assert.AreEqual(0, _reports.Read("a", First, 0).Received);
    }

    [TestMethod]
    public void CommandsOnceAreEven()
    {
        Issue(3);
        _commands.Done(0, 0.1);
        _commands.Done(1, 0.2);
        _commands.Tell(1, "away");

        // Whoever was told of a failure does not know whether it ran.
        Assert.AreEqual(new CommandCount(3, 2, 1, 0, 0), _commands.Read(device => device == 0 ? 1 : 1));
        Assert.AreEqual(new CommandCount(3, 2, 1, 0, 0), _commands.Read(device => device == 0 ? 1 : 2));
    }

    [TestMethod]
    public void CommandWithoutAnAnswerIsLost()
    {
        Issue(2);
        _commands.Done(0, 0.1);

        Assert.AreEqual(1, _commands.Read(device => 1 - device).Lost);
        _commands.GiveUp();
        Assert.AreEqual(1, _commands.Read(device => 1 - device).Lost);
    }

    [TestMethod]
    [DataRow(2, DisplayName = "ran twice")]
    [DataRow(0, DisplayName = "answered and never ran")]
    public void RunsAndAnswersThatDoNotMatchAreDoubled(int runs)
    {
        Issue(1);
        _commands.Done(0, 0.1);

        Assert.AreEqual(1, _commands.Read(device => device == 0 ? runs : 0).Doubled);
    }

    [TestMethod]
    public void PercentilesAreByNearestRank()
    {
        IEnumerable<double> hundred = Enumerable.Range(1, 100).Select(i => (double)i);

        Assert.AreEqual(new Percentiles(100, 50, 90, 99, 100), Percentiles.Of(hundred));
        Assert.AreEqual(new Percentiles(1, 5, 5, 5, 5), Percentiles.Of([5.0]));
        Assert.AreEqual(default, Percentiles.Of([]));
    }

    [TestMethod]
    [DataRow(0.5, 5000)]
    [DataRow(30.0, 1391)]
    [DataRow(120.0, 383)]
    public void BackoffAllowsLessTheLongerTheServerWasAway(double outageSeconds, double most) =>
        Assert.AreEqual(most, Storm.Allowed(5000, outageSeconds, 1, 300), 1);

    private void Take(uint index, int stamp) => _reports.Take(new FleetReport("a", First + index, Start + stamp));

    private void Issue(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _commands.Issue();
        }
    }
}
