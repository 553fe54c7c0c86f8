using Core.Bytes;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>A slice sees its own bytes and never those beside them.</summary>
[TestClass]
public sealed class SliceTests
{
    private const int None = -1;

    [TestMethod]
    [DataRow("abc", "abc", true)]
    [DataRow("abc", "ab", false)]
    [DataRow("abc", "abcd", false)]
    [DataRow("abc", "xbc", false)]
    [DataRow("abc", "abx", false)]
    [DataRow("", "", true)]
    [DataRow("", "a", false)]
    [DataRow("abc", "ABC", false)]
    [DataRow("grün", "grün", true)]
    public void Is_compares_all_bytes(string one, string other, bool same)
    {
        Assert.AreEqual(same, Texts.Slice(one).Is(Utf8.Bytes(other)));
        Assert.AreEqual(same, Texts.Slice(one).Is(Texts.Slice(other)));
        Assert.AreEqual(same, Texts.Slice(other).Is(Texts.Slice(one)));
    }

    [TestMethod]
    [DataRow("abc", "", true)]
    [DataRow("abc", "a", true)]
    [DataRow("abc", "abc", true)]
    [DataRow("abc", "abc>", false)]
    [DataRow("abc", "b", false)]
    [DataRow("", "", true)]
    [DataRow("", ">", false)]
    public void StartsWith_stays_inside(string text, string start, bool starts) =>
        Assert.AreEqual(starts, Texts.Slice(text).StartsWith(Utf8.Bytes(start)));

    [TestMethod]
    [DataRow("a@b/c", "@", 1)]
    [DataRow("a@b/c", "a", 0)]
    [DataRow("a@b/c", "c", 4)]
    [DataRow("a@b/c", "x", None)]
    [DataRow("a@b/c", "<", None)]
    [DataRow("a@b/c", ">", None)]
    [DataRow("", ">", None)]
    [DataRow("aaa", "a", 0)]
    public void IndexOf_counts_from_the_slice(string text, string wanted, int at) =>
        Assert.AreEqual(at, Texts.Slice(text).IndexOf(Utf8.Bytes(wanted)[0]));

    [TestMethod]
    [DataRow("0", 0L)]
    [DataRow("-0", 0L)]
    [DataRow("7", 7L)]
    [DataRow("-7", -7L)]
    [DataRow("007", 7L)]
    [DataRow("999999999999999999", 999999999999999999L)]
    [DataRow("-999999999999999999", -999999999999999999L)]
    public void TryNumber_reads(string text, long expected)
    {
        Assert.IsTrue(Texts.Slice(text).TryNumber(out long value));
        Assert.AreEqual(expected, value);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("-")]
    [DataRow("--1")]
    [DataRow("+1")]
    [DataRow(" 1")]
    [DataRow("1 ")]
    [DataRow("1.0")]
    [DataRow("1e3")]
    [DataRow("0x1")]
    [DataRow("1-")]
    [DataRow("/")]
    [DataRow(":")]
    [DataRow("1000000000000000000")]
    [DataRow("9223372036854775808")]
    [DataRow("\u0661")]
    public void TryNumber_refuses(string text) => Assert.IsFalse(Texts.Slice(text).TryNumber(out long _));

    [TestMethod]
    public void TryNumber_refuses_a_slice_that_points_nowhere() => Assert.IsFalse(new Slice().TryNumber(out long _));

    [TestMethod]
    public void ToString_is_the_text()
    {
        Assert.AreEqual("grün", Texts.Slice("grün").ToString());
        Assert.AreEqual("", Texts.Slice("").ToString());
        Assert.AreEqual("", new Slice().ToString());
    }

    [TestMethod]
    public void Cleared_slice_points_nowhere()
    {
        Slice slice = Texts.Slice("abc");
        slice.Clear();
        Assert.IsNull(slice.Bytes);
        Assert.AreEqual(0, slice.Count);
        Assert.IsTrue(slice.Is(new byte[0]));
        Assert.IsFalse(slice.Is(new byte[1]));
        Assert.IsTrue(slice.Is(new Slice()));
    }
}
