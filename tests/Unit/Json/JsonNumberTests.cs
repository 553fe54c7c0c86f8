using Core.Bytes;
using Core.Json;
using nanoFramework.TestFramework;

namespace Tests.Unit.Json;

/// <summary>Numbers of JSON (RFC 8259 §6): whole ones and thousandths, exactly or not at all.</summary>
[TestClass]
public sealed class JsonNumberTests
{
    [TestMethod]
    [DataRow("0", "0")]
    [DataRow("-0", "0")]
    [DataRow("-17", "-17")]
    [DataRow("999999999999999999", "999999999999999999")]
    [DataRow("-999999999999999999", "-999999999999999999")]
    [DataRow("1e3", "1000")]
    [DataRow("1.5E+2", "150")]
    [DataRow("2.0", "2")]
    [DataRow("120e-1", "12")]
    [DataRow("0e99999999999", "0")]
    [DataRow("0.0000000000000000000000005e25", "5")]
    [DataRow("50000000000000000000e-19", "5")]
    [DataRow("1000000000000000000", "")]
    [DataRow("1e18", "")]
    [DataRow("1e99999999999999999999", "")]
    [DataRow("0.5", "")]
    [DataRow("1e-1", "")]
    [DataRow("1e-99999999999999999999", "")]
    [DataRow("100000000000000000.0000001", "")]
    [DataRow("\"5\"", "")]
    [DataRow("null", "")]
    public void Whole_numbers(string json, string value)
    {
        JsonReader reader = Read(json);
        bool known = reader.TryInteger(out long number);
        Assert.AreEqual(value, known ? number.ToString() : string.Empty);
    }

    [TestMethod]
    [DataRow("0", "0")]
    [DataRow("21.5", "21500")]
    [DataRow("-0.0625", "-62")]
    [DataRow("1.9999", "1999")]
    [DataRow("3e-3", "3")]
    [DataRow("4e-4", "0")]
    [DataRow("12e2", "1200000")]
    [DataRow("3.14159265358979323846264338327950288", "3141")]
    [DataRow("999999999999999", "999999999999999000")]
    [DataRow("1000000000000000", "")]
    [DataRow("true", "")]
    public void Thousandths(string json, string value)
    {
        JsonReader reader = Read(json);
        bool known = reader.TryThousandths(out long number);
        Assert.AreEqual(value, known ? number.ToString() : string.Empty);
    }

    [TestMethod]
    [DataRow("-", "!0")]
    [DataRow("+1", "!0")]
    [DataRow(".5", "!0")]
    [DataRow("-a", "!0")]
    [DataRow("1.", "!0")]
    [DataRow("1.e2", "!0")]
    [DataRow("1e", "!0")]
    [DataRow("1e+", "!0")]
    [DataRow("1e-x", "!0")]
    [DataRow("01", "#0!1")]
    [DataRow("-01", "#-0!2")]
    [DataRow("1.2.3", "#1.2!3")]
    [DataRow("0x10", "#0!1")]
    [DataRow("1_000", "#1!1")]
    [DataRow("1e2e3", "#1e2!3")]
    public void Malformed_numbers_are_errors(string json, string story) => Assert.AreEqual(story, JsonStory.Of(json));

    private static JsonReader Read(string json)
    {
        byte[] bytes = Utf8.Bytes(json);
        JsonReader reader = new(0);
        reader.Open(bytes, 0, bytes.Length);
        reader.Next();
        return reader;
    }
}
