using System.Globalization;
using System.Text;
using System.Text.Json;
using Core.Bytes;
using Core.Json;
using Tests.Chaos.Rig;

namespace Tests.Chaos.Fuzz;

/// <summary>JSON as .NET reads and writes it is the measure: the same is taken, the same is refused, and what is
/// written comes back.</summary>
[TestClass]
public sealed class JsonFuzzTests
{
    private const int Texts = 20_000;

    private static readonly string[] Words =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0041", "\\ud83d\\ude00", "\\ud83d", "\\n", "\\x", "true", "false",
        "null", "nul", "0", "-0", "01", "1.5", "1e3", "-1.25E-2", "1e", "-", ".5", " ", "\t", "\n", "\u00a0", "\u00e4",
        "\ud83d\ude00", "\"a\"", "\"a\":1", "\"b\":[", "\"c\":{", "//", "\u0001",
    ];

    [TestMethod]
    public void Reader_takes_and_refuses_what_the_runtime_does()
    {
        int good = 0;
        foreach (int seed in Seeds.UpTo(Texts))
        {
            Random chance = new(seed);
            byte[] json = chance.Next(3) switch
            {
                0 => Encoding.UTF8.GetBytes(string.Concat(chance.GetItems(Words, chance.Next(1, 10)))),
                1 => new Mutator(chance).Mutate(Encoding.UTF8.GetBytes(Invent(chance, 0))),
                _ => Encoding.UTF8.GetBytes(Invent(chance, 0)),
            };

            // The one thing that JSON allows and a string of the device cannot hold.
            string? expected = Reference(json);
            expected = expected?.Contains('\0') == true ? null : expected;
            Assert.AreEqual(expected, Read(json), $"seed {seed}: {Convert.ToHexString(json)}");
            good += expected is null ? 0 : 1;
        }

        Assert.IsInRange(Texts / 4, Texts * 3 / 4, good, "both happen often");
    }

    [TestMethod]
    public void Whatever_is_written_is_json_and_says_the_same()
    {
        ByteWriter bytes = new(512);
        JsonWriter json = new(bytes);
        foreach (int seed in Seeds.UpTo(Texts))
        {
            Random chance = new(seed);
            byte[] text = chance.Next(2) == 0 ? new byte[chance.Next(30)] : Encoding.UTF8.GetBytes(Invent(chance, 2));
            if (chance.Next(2) == 0)
            {
                chance.NextBytes(text);
            }

            bytes.Clear();
            json.Begin();
            json.BeginArray();
            json.String(text, 0, Math.Min(text.Length, 70));
            json.EndArray();
            using JsonDocument document = JsonDocument.Parse(bytes.Buffer.AsMemory(0, bytes.Count));
            string written = document.RootElement[0].GetString()!;
            byte[] part = text[..Math.Min(text.Length, 70)];
            string meant = Encoding.Latin1.GetString(part);
            bool isText = IsUtf8(part);
            Assert.AreEqual(isText ? Encoding.UTF8.GetString(part) : Ascii(meant), isText ? written : Ascii(written));
        }
    }

    [TestMethod]
    public void Numbers_are_what_decimal_makes_of_them()
    {
        JsonReader reader = new(0);
        foreach (int seed in Seeds.UpTo(Texts))
        {
            Random chance = new(seed);
            string text = chance.NextInt64(-1_000_000_000_000, 1_000_000_000_000).ToString(CultureInfo.InvariantCulture)
                + (chance.Next(2) == 0 ? $".{chance.Next(100_000):D5}" : "")
                + (chance.Next(3) == 0 ? $"e{chance.Next(-6, 4)}" : "");
            byte[] json = Encoding.ASCII.GetBytes(text);
            reader.Open(json, 0, json.Length);
            Assert.AreEqual(JsonToken.Number, reader.Next());
            decimal value = decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            Assert.AreEqual(decimal.IsInteger(value), reader.TryInteger(out long whole), text);
            Assert.AreEqual(decimal.IsInteger(value) ? (long)value : whole, whole, text);
            bool fits = decimal.Abs(value * 1000) < 1_000_000_000_000_000_000;
            Assert.AreEqual(fits, reader.TryThousandths(out long parts));
            Assert.AreEqual((long)decimal.Truncate(value * 1000), parts, text);
        }
    }

    private static string Invent(Random chance, int depth) => chance.Next(depth > 4 ? 5 : 7) switch
    {
        0 => chance.NextInt64(-1_000_000, 1_000_000).ToString(CultureInfo.InvariantCulture),
        1 => chance.Next(2) == 0 ? "true" : "null",
        2 => "-0.5e-3",
        3 or 4 => JsonSerializer.Serialize($"a\"{(char)chance.Next(0x20, 0xD000)}\\{chance.Next()}\n"),
        5 => "[" + string.Join(", ", Enumerable.Range(0, chance.Next(4)).Select(_ => Invent(chance, depth + 1))) + "]",
        _ => "{" + string.Join(" ,", Enumerable.Range(0, chance.Next(4)).Select(
            it => $"\"n{it}\" : {Invent(chance, depth + 1)}")) + "}",
    };

    /// <summary>The text as tokens, by the runtime; null if it is not JSON that can be told.</summary>
    private static string? Reference(byte[] json)
    {
        StringBuilder story = new();
        try
        {
            Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = JsonReader.MaxDepth });
            while (reader.Read())
            {
                bool text = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName;
                story.Append(reader.TokenType switch
                {
                    JsonTokenType.PropertyName => "Name",
                    JsonTokenType.StartObject => "BeginObject",
                    JsonTokenType.StartArray => "BeginArray",
                    _ => reader.TokenType.ToString(),
                }).Append('(').Append(text ? reader.GetString() : reader.TokenType == JsonTokenType.Number
                    ? Encoding.ASCII.GetString(reader.ValueSpan) : "").Append(')');
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }

        return story.ToString();
    }

    private static string? Read(byte[] json)
    {
        StringBuilder story = new();
        JsonReader reader = new(json.Length);
        Slice text = new();
        reader.Open(json, 0, json.Length);
        while (reader.Next() < JsonToken.End)
        {
            bool shows = reader.Token is JsonToken.String or JsonToken.Name or JsonToken.Number;
            Assert.IsTrue(!shows || reader.Text(text));
            story.Append(reader.Token).Append('(').Append(shows ? text.ToString() : "").Append(')');
        }

        Assert.IsInRange(0, json.Length, reader.Position);
        return reader.Token == JsonToken.End ? story.ToString() : null;
    }

    private static bool IsUtf8(byte[] bytes) => System.Text.Unicode.Utf8.IsValid(bytes);

    private static string Ascii(string text) => string.Concat(text.Where(it => it is < '\u0080' and not '?'));
}
