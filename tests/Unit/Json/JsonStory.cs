using Core.Bytes;
using Core.Json;

namespace Tests.Unit.Json;

/// <summary>A JSON text told in a line: braces and brackets as they are, <c>n(name)</c>, <c>s(string)</c>, <c>#</c> and
/// a number, <c>t f 0</c> for the words, <c>.</c> for the end, <c>!</c> and its place for an error.</summary>
internal static class JsonStory
{
    public static string Of(string json) => Of(Utf8.Bytes(json));

    public static string Of(byte[] json)
    {
        // Amid other bytes, as a borrowed part stands: they must not be looked at.
        byte[] bytes = new byte[json.Length + 4];
        bytes[0] = (byte)'[';
        bytes[1] = bytes[json.Length + 2] = (byte)'"';
        bytes[json.Length + 3] = (byte)'}';
        System.Array.Copy(json, 0, bytes, 2, json.Length);
        JsonReader reader = new(256);
        reader.Open(bytes, 2, json.Length);
        string story = string.Empty;
        while (reader.Next() < JsonToken.End)
        {
            story += Tell(reader);
        }

        return story + (reader.Token == JsonToken.End ? "." : "!" + reader.Position);
    }

    public static string Text(JsonReader reader)
    {
        Slice text = new();
        return reader.Text(text) ? text.ToString() : "?";
    }

    private static string Tell(JsonReader reader)
    {
        switch (reader.Token)
        {
            case JsonToken.BeginObject: return "{";
            case JsonToken.EndObject: return "}";
            case JsonToken.BeginArray: return "[";
            case JsonToken.EndArray: return "]";
            case JsonToken.Name: return "n(" + Text(reader) + ")";
            case JsonToken.String: return "s(" + Text(reader) + ")";
            case JsonToken.Number: return "#" + Text(reader);
            case JsonToken.True: return "t";
            case JsonToken.False: return "f";
            default: return "0";
        }
    }
}
