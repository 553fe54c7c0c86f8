using HostSim.Network;
using Microsoft.VisualStudio.TestTools.UnitTesting;
using Tests.Bench.Bytes;

namespace Tests.HostSim.Links;

/// <summary>What a command and an idle connection cost over each link, held to limits. <c>tests/Bench -- --bytes</c>
/// prints the same table.</summary>
[TestClass]
public sealed class BytesTests(TestContext context)
{
    // Ids and challenges vary by some digits from run to run.
    private static readonly (string Link, int Up, int Down, int KeepAliveUp, int KeepAliveDown)[] Limits =
    [
        ("XMPP, ad-hoc with its form", 1_150, 700, 1, 0),
        ("XMPP, an item of its node", 500, 870, 1, 0),
        ("Courier", 205, 255, 5, 5),
        ("IMIP", 115, 125, 20, 41),
    ];

    [TestMethod]
    public async Task One_command_over_each_link_stays_within_its_limits()
    {
        IReadOnlyList<BytesRow> rows = await BytesTable.MeasureAsync();
        foreach (string line in BytesTable.Lines(rows))
        {
            context.WriteLine(line);
        }

        Assert.HasCount(Limits.Length, rows);
        foreach ((BytesRow row, (string link, int up, int down, int keepUp, int keepDown)) in rows.Zip(Limits))
        {
            Assert.AreEqual(link, row.Link);
            AssertWithin(row.Command, up, down, link);
            AssertWithin(row.KeepAlive, keepUp, keepDown, $"{link}: keep-alive");
            Assert.IsLessThan(row.OnTcp.Up, row.Command.Up, "TLS costs something");
        }
    }

    private static void AssertWithin(Cost cost, int up, int down, string what)
    {
        Assert.IsGreaterThan(0, cost.Up, what);
        Assert.IsLessThanOrEqualTo(up, cost.Up, $"{what}, up");
        Assert.IsLessThanOrEqualTo(down, cost.Down, $"{what}, down");
    }
}
