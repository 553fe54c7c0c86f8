using Core.Bytes;
using Core.Json;
using nanoFramework.TestFramework;

namespace Tests.Unit.Json;

/// <summary>Strings of JSON (RFC 8259 §7 and §8): escapes are decoded, what is not UTF-8 is an error.</summary>
[TestClass]
public sealed class JsonStringTests
{
    [TestMethod]
    [DataRow("\"a\\\"b\\\\c\\/d\"", "s(a\"b\\c/d).")]
    [DataRow("\"\\b\\f\\n\\r\\t\"", "s(\b\f\n\r\t).")]
    [DataRow("\"\\u0041\\u00e4\\u20AC\"", "s(A\u00e4\u20ac).")]
    [DataRow("\"\\uD83D\\uDE00!\"", "s(\ud83d\ude00!).")]
    [DataRow("\"\\ud800\\udc00\\udbff\\udfff\"", "s(\ud800\udc00\udbff\udfff).")]
    [DataRow("\"\\u007f\\u0080\\u07ff\\u0800\\uffff\"", "s(\u007f\u0080\u07ff\u0800\uffff).")]
    [DataRow("{\"\\u0061\\n\":\"\"}", "{n(a\n)s()}.")]
    public void Escapes_are_decoded(string json, string story) => Assert.AreEqual(story, JsonStory.Of(json));

    [TestMethod]
    [DataRow("\"a", "!2")]
    [DataRow("\"a\\", "!2")]
    [DataRow("\"\\\"", "!3")]
    [DataRow("\"\\a\"", "!1")]
    [DataRow("\"\\'\"", "!1")]
    [DataRow("\"\\U0041\"", "!1")]
    [DataRow("\"\\u004\"", "!1")]
    [DataRow("\"\\u004g\"", "!1")]
    [DataRow("\"\\u:041\"", "!1")]
    [DataRow("\"\\u00@1\"", "!1")]
    [DataRow("\"\\u00\"41\"", "!1")]
    [DataRow("\"\\uD83D\"", "!1")]
    [DataRow("\"\\uD83Dx\\uDE00\"", "!1")]
    [DataRow("\"\\uD83D\\n\"", "!1")]
    [DataRow("\"\\uD83D\\u0041\"", "!1")]
    [DataRow("\"\\uDE00\\uD83D\"", "!1")]
    [DataRow("\"a\nb\"", "!2")]
    [DataRow("\"a\tb\"", "!2")]
    [DataRow("\"\u001f\"", "!1")]
    public void Malformed_strings_are_errors(string json, string story) => Assert.AreEqual(story, JsonStory.Of(json));

    [TestMethod]
    public void Every_byte_behind_a_backslash_is_an_escape_or_an_error()
    {
        byte[] json = Utf8.Bytes("\"\\x\"");
        for (int value = 0; value < 256; value++)
        {
            json[2] = (byte)value;
            bool escape = Texts.Slice("\"\\/bfnrt").IndexOf((byte)value) >= 0;
            string story = JsonStory.Of(json);
            Assert.AreEqual(escape, story[0] == 's', story);
        }
    }

    [TestMethod]
    public void Every_single_byte_of_a_string_is_judged()
    {
        byte[] json = Utf8.Bytes("\"x\"");
        for (int value = 0; value < 256; value++)
        {
            json[1] = (byte)value;
            bool plain = value >= 0x20 && value < 0x80 && value != '"' && value != '\\';
            string story = JsonStory.Of(json);
            Assert.AreEqual(plain, story[story.Length - 1] == '.', story);
        }
    }

    [TestMethod]
    public void Escaped_zero_is_refused()
    {
        byte[] json = Utf8.Bytes("\"a\\u0000b\"");
        JsonReader reader = new(8);
        reader.Open(json, 0, json.Length);
        Assert.IsTrue(reader.Next() == JsonToken.Error);
        Assert.AreEqual(2, reader.Position);
    }

    [TestMethod]
    public void Names_are_compared_as_text()
    {
        byte[] json = Utf8.Bytes("{\"n\\u0061me\":1,\"name\":2,\"nam\":3,\"name\\u0020\":4}");
        JsonReader reader = new(6);
        reader.Open(json, 0, json.Length);
        reader.Next();
        string found = string.Empty;
        while (reader.Next() == JsonToken.Name)
        {
            bool same = reader.Is(Utf8.Bytes("name"));
            reader.Next();
            found += same ? JsonStory.Text(reader) : string.Empty;
        }

        Assert.AreEqual("12", found);
    }

    [TestMethod]
    public void Scratch_is_shared_by_the_strings_of_a_text()
    {
        byte[] json = Utf8.Bytes("[\"ab\\n\",\"plain, of any length\",\"cd\\t\",\"e\\r\",\"\\u0066\"]");
        JsonReader reader = new(7);
        reader.Open(json, 0, json.Length);
        Slice first = new();
        Slice other = new();
        reader.Next();
        reader.Next();
        Assert.IsTrue(reader.Text(first));
        reader.Next();
        Assert.IsTrue(reader.Text(other));
        Assert.AreEqual("plain, of any length", other.ToString());
        reader.Next();
        Assert.IsTrue(reader.Text(other));
        Assert.AreEqual("cd\t", other.ToString());
        reader.Next();
        Assert.IsFalse(reader.Text(other), "two bytes in one");
        Assert.IsNull(other.Bytes);
        Assert.IsFalse(reader.Is(Utf8.Bytes("e\r")));
        reader.Next();
        Assert.IsTrue(reader.Is(Utf8.Bytes("f")), "six bytes that mean one");
        Assert.IsTrue(reader.Text(other));
        Assert.AreEqual("f", other.ToString());
        Assert.AreEqual("ab\n", first.ToString(), "what was lent stays");

        reader.Open(json, 0, json.Length);
        reader.Next();
        reader.Next();
        Assert.IsTrue(reader.Text(first));
        Assert.IsTrue(reader.Next() == JsonToken.String, "a string need not be looked at");
    }
}
