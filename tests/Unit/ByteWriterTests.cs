using Core.Bytes;
using nanoFramework.TestFramework;

namespace Tests.Unit;

/// <summary>What is written stands there whole, or not at all and <see cref="ByteWriter.Overflow"/> says so.</summary>
[TestClass]
public sealed class ByteWriterTests
{
    [TestMethod]
    [DataRow(0L, "0")]
    [DataRow(7L, "7")]
    [DataRow(10L, "10")]
    [DataRow(-1L, "-1")]
    [DataRow(-10L, "-10")]
    [DataRow(1234567890123L, "1234567890123")]
    [DataRow(9223372036854775807L, "9223372036854775807")]
    [DataRow(-9223372036854775807L, "-9223372036854775807")]
    public void Number_is_decimal(long value, string text)
    {
        ByteWriter writer = new(20);
        writer.Number(value);
        Assert.AreEqual(text, Texts.Of(writer));
        Assert.IsFalse(writer.Overflow);
    }

    [TestMethod]
    [DataRow(0L, "0")]
    [DataRow(1L, "0.001")]
    [DataRow(10L, "0.01")]
    [DataRow(500L, "0.5")]
    [DataRow(1000L, "1")]
    [DataRow(21500L, "21.5")]
    [DataRow(21050L, "21.05")]
    [DataRow(21005L, "21.005")]
    [DataRow(-1L, "-0.001")]
    [DataRow(-21500L, "-21.5")]
    [DataRow(-3000L, "-3")]
    [DataRow(9223372036854775807L, "9223372036854775.807")]
    public void Thousandths_have_no_trailing_zeros(long value, string text)
    {
        ByteWriter writer = new(24);
        writer.Thousandths(value);
        Assert.AreEqual(text, Texts.Of(writer));
        Assert.IsFalse(writer.Overflow);
    }

    [TestMethod]
    [DataRow(0, 2, "00")]
    [DataRow(7, 2, "07")]
    [DataRow(10, 2, "10")]
    [DataRow(123, 2, "123")]
    [DataRow(5, 4, "0005")]
    [DataRow(2026, 4, "2026")]
    [DataRow(0, 1, "0")]
    public void Padded_has_at_least_its_width(int value, int width, string text)
    {
        ByteWriter writer = new(8);
        writer.Padded(value, width);
        Assert.AreEqual(text, Texts.Of(writer));
    }

    [TestMethod]
    public void Smallest_number_of_all_is_left_out_whole()
    {
        ByteWriter writer = new(40);
        writer.Number(long.MinValue);
        Assert.IsTrue(writer.Overflow);
        Assert.AreEqual(0, writer.Count);

        writer.Clear();
        writer.Thousandths(long.MinValue);
        Assert.IsTrue(writer.Overflow);
        Assert.AreEqual(0, writer.Count);
    }

    [TestMethod]
    public void What_fills_the_last_byte_still_fits()
    {
        ByteWriter writer = new(4);
        writer.Text("ab");
        Assert.AreEqual(2, writer.Room);
        writer.Bytes(new byte[] { 1, 2, 3 }, 1, 2);
        Assert.AreEqual(0, writer.Room);
        Assert.IsFalse(writer.Overflow);
        Assert.AreEqual((byte)3, writer.Buffer[3]);
    }

    [TestMethod]
    public void Nothing_is_half_written()
    {
        for (int capacity = 0; capacity < 6; capacity++)
        {
            LeavesNothing(capacity, 0);
            LeavesNothing(capacity, 1);
            LeavesNothing(capacity, 2);
            LeavesNothing(capacity, 3);
            LeavesNothing(capacity, 4);
        }
    }

    [TestMethod]
    public void After_an_overflow_nothing_more_is_written_until_cleared()
    {
        ByteWriter writer = new(3);
        writer.Text("ab");
        writer.Text("cd");
        writer.Byte('e');
        Assert.IsTrue(writer.Overflow);
        Assert.AreEqual("ab", Texts.Of(writer));

        writer.Clear();
        writer.Text("cde");
        Assert.IsFalse(writer.Overflow);
        Assert.AreEqual("cde", Texts.Of(writer));
    }

    [TestMethod]
    public void Slice_is_appended_from_its_offset()
    {
        Slice slice = new();
        slice.Set(Utf8.Bytes("abcdef"), 2, 3);
        ByteWriter writer = new(8);
        writer.Bytes(slice);
        writer.Bytes(Utf8.Bytes("!"));
        Assert.AreEqual("cde!", Texts.Of(writer));
    }

    [TestMethod]
    public void Nothing_can_be_appended_to_a_full_writer()
    {
        ByteWriter writer = new(0);
        writer.Text("");
        writer.Bytes(new byte[0]);
        Assert.IsFalse(writer.Overflow);
        writer.Byte(0);
        Assert.IsTrue(writer.Overflow);
    }

    private static void LeavesNothing(int capacity, int kind)
    {
        ByteWriter writer = new(capacity);
        switch (kind)
        {
            case 0: writer.Number(-12345); break;
            case 1: writer.Thousandths(-1005); break;
            case 2: writer.Padded(1, 6); break;
            case 3: writer.Text("abcdef"); break;
            default: writer.Bytes(new byte[6]); break;
        }

        Assert.IsTrue(writer.Overflow);
        Assert.AreEqual(0, writer.Count);
    }
}
