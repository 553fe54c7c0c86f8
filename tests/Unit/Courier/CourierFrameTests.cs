using Core;
using Core.Bytes;
using Courier;
using nanoFramework.TestFramework;

namespace Tests.Unit.Courier;

/// <summary>Frames in pieces, with items too many, too long and lying about their length.</summary>
[TestClass]
public sealed class CourierFrameTests
{
    private static CourierFrame s_frame;
    private static Slice s_value;

    [TestMethod]
    public void Frame_comes_in_any_pieces()
    {
        Begin();
        string hex = Wire.Frame(0x0A, Wire.Item(1, "0102") + Wire.Item(0x77, "55") + Wire.Item(3, string.Empty)
            + Wire.Item(4, "fffffffe") + Wire.Item(4, "00000000"));
        byte[] bytes = Wire.Bytes(hex + "0c00000000");
        for (int piece = 1; piece <= bytes.Length; piece++)
        {
            s_frame.Next();
            int at = 0;
            while (!s_frame.IsComplete)
            {
                int count = bytes.Length - at < piece ? bytes.Length - at : piece;
                at += s_frame.Append(bytes, at, count);
            }

            Assert.AreEqual(bytes.Length - 5, at, "what follows is not touched");
            Assert.AreEqual(0x0A, s_frame.Command);
            Assert.IsFalse(s_frame.IsMalformed || s_frame.IsOversized || s_frame.IsTooLarge);
            Assert.AreEqual("0102", Item(1));
            Assert.AreEqual(string.Empty, Item(3));
            Assert.AreEqual("fffffffe", Item(4), "the first of its id");
            Assert.IsTrue(s_frame.Number(4, s_value, 0) == 0xFFFF_FFFEL);
            Assert.IsNull(Item(0x77));
            Assert.IsNull(Item(2));
            Assert.AreEqual(0, s_frame.Append(bytes, at, 5), "one frame at a time");
            s_frame.Next();
            Assert.AreEqual(5, s_frame.Append(bytes, at, 5));
            Assert.IsTrue(s_frame.IsComplete);
            Assert.AreEqual(0x0C, s_frame.Command);
        }
    }

    [TestMethod]
    [DataRow("0a00000004" + "01ffff00")]
    [DataRow("0a00000003" + "010001")]
    [DataRow("0a00000001" + "01")]
    [DataRow("0a00000002" + "0100")]
    [DataRow("0a00000009" + "040002abcd" + "01000355")]
    [DataRow("0a00000006" + "040002abcd" + "01")]
    public void Lies_end_with_their_frame(string hex)
    {
        Begin();
        byte[] bytes = Wire.Bytes(hex + "0c00000000");
        Assert.AreEqual(bytes.Length - 5, s_frame.Append(bytes, 0, bytes.Length));
        Assert.IsTrue(s_frame.IsComplete && s_frame.IsMalformed);
        s_frame.Next();
        s_frame.Append(bytes, bytes.Length - 5, 5);
        Assert.IsTrue(s_frame.IsComplete && !s_frame.IsMalformed);
    }

    [TestMethod]
    public void Item_that_does_not_fit_is_skipped_and_the_next_is_kept()
    {
        Begin();
        string payload = new('0', 2 * Limits.PushArena);
        byte[] bytes = Wire.Bytes(Wire.Frame(0x0A, Wire.Item(3, payload) + Wire.Item(4, "00000007")));
        Assert.AreEqual(bytes.Length, s_frame.Append(bytes, 0, bytes.Length));
        Assert.IsTrue(s_frame.IsComplete && s_frame.IsOversized && !s_frame.IsMalformed);
        Assert.IsNull(Item(3));
        Assert.AreEqual("00000007", Item(4));
    }

    [TestMethod]
    public void Largest_payload_leaves_room_for_the_rest()
    {
        Begin();
        string items = Wire.Item(3, new string('0', 2 * 1_750)) + Wire.Item(1, new string('1', 64))
            + Wire.Item(2, new string('2', 40)) + Wire.Item(4, "00000007") + Wire.Item(6, new string('6', 16))
            + Wire.Item(5, "00000000") + Wire.TextItem(0xF0, new string('T', 56));
        byte[] bytes = Wire.Bytes(Wire.Frame(0x0A, items));
        s_frame.Append(bytes, 0, bytes.Length);
        Assert.IsTrue(s_frame.IsComplete && !s_frame.IsOversized);
        Assert.IsNotNull(Item(0xF0));
    }

    [TestMethod]
    [DataRow("", "-")]
    [DataRow("ff", "255")]
    [DataRow("7fffffffffffffff", "9223372036854775807")]
    [DataRow("8000000000000000", "-")]
    [DataRow("000000000000000001", "-")]
    public void Numbers_have_one_to_eight_bytes(string hex, string number)
    {
        Begin();
        byte[] bytes = Wire.Bytes(Wire.Frame(8, Wire.Item(1, hex)));
        s_frame.Append(bytes, 0, bytes.Length);
        long value = s_frame.Number(1, s_value, -1);
        Assert.AreEqual(number, value < 0 ? "-" : value.ToString());
    }

    [TestMethod]
    public void Length_has_an_end()
    {
        Begin();
        byte[] bytes = Wire.Bytes("0affffffff" + "01");
        Assert.AreEqual(5, s_frame.Append(bytes, 0, bytes.Length));
        Assert.IsTrue(s_frame.IsTooLarge && !s_frame.IsComplete);
    }

    private static void Begin()
    {
        s_frame = new CourierFrame();
        s_value = new Slice();
    }

    private static string Item(int id) =>
        s_frame.Find(id, s_value) ? Wire.Hex(s_value.Bytes, s_value.Offset, s_value.Count) : null;
}
