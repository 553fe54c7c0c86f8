using Core.Bytes;
using Core.Json;
using nanoFramework.TestFramework;

namespace Tests.Unit.Json;

/// <summary>What RFC 8259 calls JSON is read, in order; anything else is an error with its place, and stays
/// one.</summary>
[TestClass]
public sealed class JsonReaderTests
{
    [TestMethod]
    [DataRow("{}", "{}.")]
    [DataRow("[]", "[].")]
    [DataRow(" \t\r\n[ ] ", "[].")]
    [DataRow("\"a\"", "s(a).")]
    [DataRow("0", "#0.")]
    [DataRow("true", "t.")]
    [DataRow("[true,false,null]", "[tf0].")]
    [DataRow("[1,-2,0.5,1e3,-0.25E-2,10]", "[#1#-2#0.5#1e3#-0.25E-2#10].")]
    [DataRow("{\"a\":1,\"b\":[{},{\"c\":null}],\"d\":\"\"}", "{n(a)#1n(b)[{}{n(c)0}]n(d)s()}.")]
    [DataRow("{ \"a\" : { \"b\" : [ ] } , \"a\" : 2 }", "{n(a){n(b)[]}n(a)#2}.")]
    [DataRow("{\"\":\"\"}", "{n()s()}.")]
    [DataRow("[\"gr\u00fcn\",\"\u20ac\",\"\ud83d\ude00\"]", "[s(gr\u00fcn)s(\u20ac)s(\ud83d\ude00)].")]
    [DataRow("[\"\u007f\uffff\"]", "[s(\u007f\uffff)].")]
    public void Json_is_read(string json, string story) => Assert.AreEqual(story, JsonStory.Of(json));

    [TestMethod]
    [DataRow("", "!0")]
    [DataRow("  ", "!2")]
    [DataRow("{", "{!1")]
    [DataRow("[", "[!1")]
    [DataRow("[1", "[#1!2")]
    [DataRow("[1,", "[#1!3")]
    [DataRow("[1,]", "[#1!3")]
    [DataRow("[,1]", "[!1")]
    [DataRow("[1 2]", "[#1!3")]
    [DataRow("[1}", "[#1!2")]
    [DataRow("[}", "[!1")]
    [DataRow("{]", "{!1")]
    [DataRow("{\"a\"}", "{!4")]
    [DataRow("{\"a\":}", "{n(a)!5")]
    [DataRow("{\"a\":1,}", "{n(a)#1!7")]
    [DataRow("{\"a\":1 \"b\":2}", "{n(a)#1!7")]
    [DataRow("{1:2}", "{!1")]
    [DataRow("{a:2}", "{!1")]
    [DataRow("{'a':2}", "{!1")]
    [DataRow("{} {}", "{}!3")]
    [DataRow("1 2", "#1!2")]
    [DataRow("]", "!0")]
    [DataRow("[1]]", "[#1]!3")]
    [DataRow("tru", "!0")]
    [DataRow("True", "!0")]
    [DataRow("nulll", "0!4")]
    [DataRow("/* a */ 1", "!0")]
    [DataRow("NaN", "!0")]
    [DataRow("[\u00a01]", "[!1")]
    public void Anything_else_is_an_error_with_its_place(string json, string story) =>
        Assert.AreEqual(story, JsonStory.Of(json));

    [TestMethod]
    public void Error_stays_until_the_next_text()
    {
        JsonReader reader = new(0);
        byte[] broken = Utf8.Bytes("[1,,2]");
        reader.Open(broken, 0, broken.Length);
        for (int i = 0; i < 10; i++)
        {
            reader.Next();
        }

        Assert.IsTrue(reader.Token == JsonToken.Error);
        Assert.AreEqual(3, reader.Position);
        reader.Skip();
        Assert.IsTrue(reader.Token == JsonToken.Error);

        reader.Open(broken, 1, 1);
        Assert.IsTrue(reader.Next() == JsonToken.Number);
        Assert.IsTrue(reader.Next() == JsonToken.End);
        Assert.IsTrue(reader.Next() == JsonToken.End);
    }

    [TestMethod]
    public void Nesting_has_an_end()
    {
        string open = string.Empty;
        string close = string.Empty;
        for (int i = 0; i < JsonReader.MaxDepth; i++)
        {
            open += i % 2 == 0 ? "[" : "{\"a\":";
            close = (i % 2 == 0 ? "]" : "}") + close;
        }

        string deepest = JsonStory.Of(open + "1" + close);
        Assert.AreEqual('.', deepest[deepest.Length - 1]);
        Assert.IsTrue(JsonStory.Of(open + "[]" + close).Split('!').Length == 2);
    }

    [TestMethod]
    public void Byte_order_mark_is_passed_over() => Assert.AreEqual("[].", JsonStory.Of("\ufeff[]"));

    [TestMethod]
    public void Byte_order_mark_elsewhere_is_not() => Assert.AreEqual("[!1", JsonStory.Of("[\ufeff]"));

    [TestMethod]
    [DataRow("a", "end")]
    [DataRow("b", "end")]
    [DataRow("c", "end")]
    [DataRow("d", "")]
    public void Skip_passes_over_one_value(string skipped, string after)
    {
        byte[] json = Utf8.Bytes("{\"a\":1,\"b\":[[1],{\"x\":[2]}],\"c\":{\"end\":[]},\"d\":\"end\",\"end\":0}");
        JsonReader reader = new(0);
        reader.Open(json, 0, json.Length);
        Assert.IsTrue(reader.Next() == JsonToken.BeginObject);
        string last = string.Empty;
        while (reader.Next() == JsonToken.Name)
        {
            last = JsonStory.Text(reader);
            reader.Skip();
            Assert.AreEqual(1, reader.Depth);
            if (last == skipped)
            {
                break;
            }
        }

        Assert.AreEqual(skipped, last);
        Assert.IsTrue(reader.Next() == JsonToken.Name);
        Assert.AreEqual(after == "end" ? (char)(skipped[0] + 1) + string.Empty : "end", JsonStory.Text(reader));
    }

    [TestMethod]
    public void Skip_of_a_broken_value_ends_in_the_error()
    {
        byte[] json = Utf8.Bytes("{\"a\":[1,{]}");
        JsonReader reader = new(0);
        reader.Open(json, 0, json.Length);
        reader.Next();
        reader.Next();
        reader.Skip();
        Assert.IsTrue(reader.Token == JsonToken.Error);
        Assert.AreEqual(9, reader.Position);
    }

    [TestMethod]
    public void Skip_behind_an_opening_passes_over_the_rest()
    {
        byte[] json = Utf8.Bytes("[[1,[2]],3]");
        JsonReader reader = new(0);
        reader.Open(json, 0, json.Length);
        reader.Next();
        reader.Next();
        reader.Skip();
        Assert.IsTrue(reader.Token == JsonToken.EndArray);
        Assert.IsTrue(reader.Next() == JsonToken.Number);
        reader.Skip();
        Assert.IsTrue(reader.Token == JsonToken.Number);
        Assert.IsTrue(reader.Next() == JsonToken.EndArray);
        Assert.IsTrue(reader.Next() == JsonToken.End);
    }
}
