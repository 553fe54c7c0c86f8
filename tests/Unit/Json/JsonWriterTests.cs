using Core.Bytes;
using Core.Json;
using nanoFramework.TestFramework;

namespace Tests.Unit.Json;

/// <summary>What is written is JSON, with commas where they belong and nothing that RFC 8259 §7 forbids.</summary>
[TestClass]
public sealed class JsonWriterTests
{
    [TestMethod]
    public void Commas_stand_between_values_only()
    {
        ByteWriter bytes = new(200);
        JsonWriter json = new(bytes);
        bytes.Byte(7);
        json.Begin();
        json.BeginObject();
        json.Name("a");
        json.Number(-5);
        json.Name("b");
        json.BeginArray();
        json.BeginObject();
        json.EndObject();
        json.Plain(Texts.Slice("21.5"));
        json.String("x:");
        json.String("{");
        json.Boolean(true);
        json.Boolean(false);
        json.BeginArray();
        json.EndArray();
        json.EndArray();
        json.Name("c");
        json.String(Texts.Slice("["));
        json.Name("d");
        json.Number(0);
        json.EndObject();
        Assert.AreEqual(7, (int)bytes.Buffer[0]);
        Assert.AreEqual("{\"a\":-5,\"b\":[{},21.5,\"x:\",\"{\",true,false,[]],\"c\":\"[\",\"d\":0}",
            Texts.Of(bytes).Substring(1));
    }

    [TestMethod]
    public void Whatever_is_written_comes_back()
    {
        Slice back = new();
        byte[] text = new byte[3];
        ByteWriter bytes = new(64);
        JsonWriter json = new(bytes);
        JsonReader reader = new(64);
        text[0] = (byte)'<';
        text[2] = (byte)'>';

        // Not zero: what reads on the device refuses it.
        for (int value = 1; value < 0x80; value++)
        {
            text[1] = (byte)value;
            bytes.Clear();
            json.Begin();
            json.String(text, 0, 3);
            reader.Open(bytes.Buffer, 0, bytes.Count);
            Assert.IsTrue(reader.Next() == JsonToken.String && reader.Text(back));
            Assert.IsTrue(back.Is(text));
            Assert.IsTrue(reader.Next() == JsonToken.End);
        }
    }

    [TestMethod]
    [DataRow("gr\u00fcn \u20ac \ud83d\ude00", "\"gr\u00fcn \u20ac \ud83d\ude00\"")]
    [DataRow("a\"b\\c/d", "\"a\\\"b\\\\c/d\"")]
    [DataRow("\n\t\r\u0001", "\"\\n\\u0009\\u000d\\u0001\"")]
    public void Text_is_escaped(string text, string written)
    {
        ByteWriter bytes = new(64);
        JsonWriter json = new(bytes);
        json.Begin();
        json.String(Texts.Slice(text));
        Assert.AreEqual(written, Texts.Of(bytes));
    }

    [TestMethod]
    public void What_is_not_text_becomes_question_marks()
    {
        byte[] doubtful = { (byte)'a', 0xC3, (byte)'b', 0x80, 0xED, 0xA0, 0x80, 0xC3, 0xBC, 0xE2 };
        ByteWriter bytes = new(64);
        JsonWriter json = new(bytes);
        json.Begin();
        json.String(doubtful, 0, doubtful.Length);
        Assert.AreEqual("\"a?b????\u00fc?\"", Texts.Of(bytes));
    }

    [TestMethod]
    public void What_does_not_fit_is_known()
    {
        ByteWriter bytes = new(8);
        JsonWriter json = new(bytes);
        json.Begin();
        json.String(Texts.Slice("123456"));
        Assert.IsFalse(bytes.Overflow);
        bytes.Clear();
        json.Begin();
        json.String(Texts.Slice("12345\""));
        Assert.IsTrue(bytes.Overflow);
    }
}
