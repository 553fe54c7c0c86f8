using Core.Bytes;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>Dates and times of XEP-0082, on the days that go wrong.</summary>
[TestClass]
public sealed class TimestampTests
{
    [TestMethod]
    [DataRow(0L, "1970-01-01T00:00:00Z")]
    [DataRow(951_782_399_000L, "2000-02-28T23:59:59Z")]
    [DataRow(951_782_400_000L, "2000-02-29T00:00:00Z")]
    [DataRow(951_868_800_000L, "2000-03-01T00:00:00Z")]
    [DataRow(1_709_164_800_000L, "2024-02-29T00:00:00Z")]
    [DataRow(1_735_689_599_000L, "2024-12-31T23:59:59Z")]
    [DataRow(1_735_689_600_000L, "2025-01-01T00:00:00Z")]
    [DataRow(2_147_483_648_000L, "2038-01-19T03:14:08Z")]
    [DataRow(4_107_542_400_000L, "2100-03-01T00:00:00Z")]
    [DataRow(253_402_300_799_000L, "9999-12-31T23:59:59Z")]
    public void Time_is_written_and_read(long unixMs, string text)
    {
        ByteWriter writer = new(32);
        Timestamp.Write(writer, unixMs + 999);
        Assert.AreEqual(text, Texts.Of(writer));
        Assert.AreEqual(unixMs, Timestamp.Parse(Texts.Slice(text)), text);
    }

    [TestMethod]
    [DataRow("2026-11-21T08:06:03.5Z")]
    [DataRow("2026-11-21T08:06:03.561420Z")]
    [DataRow("2026-11-21T08:06:03Z")]
    public void Fractions_are_left_out(string text) =>
        Assert.AreEqual(1_795_248_363_000L, Timestamp.Parse(Texts.Slice(text)), text);

    [TestMethod]
    [DataRow("")]
    [DataRow("2026-11-21")]
    [DataRow("2026-11-21T08:06:03")]
    [DataRow("2026-11-21T08:06:03+01:00")]
    [DataRow("2026-11-21 08:06:03Z")]
    [DataRow("2026-13-21T08:06:03Z")]
    [DataRow("2026-00-21T08:06:03Z")]
    [DataRow("2026-11-31T08:06:03Z")]
    [DataRow("2026-11-00T08:06:03Z")]
    [DataRow("2025-02-29T08:06:03Z")]
    [DataRow("2100-02-29T08:06:03Z")]
    [DataRow("2026-11-21T24:06:03Z")]
    [DataRow("2026-11-21T08:60:03Z")]
    [DataRow("2026-11-21T08:06:60Z")]
    [DataRow("2026-11-21T08:06:0xZ")]
    [DataRow("2026-11-21T08:06:03xZ")]
    [DataRow("20261121T08:06:03.000Z")]
    [DataRow("1969-12-31T23:59:59Z")]
    [DataRow("-026-11-21T08:06:03Z")]
    public void What_is_no_time_is_zero(string text) => Assert.AreEqual(0L, Timestamp.Parse(Texts.Slice(text)), text);
}
