using System.Globalization;
using System.Text;

namespace HostSim.ImipServer.Wire;

/// <summary>A block that goes out, with its headers in alphabetical order as the recorded server had them.</summary>
/// <param name="firstLine">The verb, and what stands behind it.</param>
public sealed class OutboundBlock(string firstLine)
{
    private readonly SortedDictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What stands behind the headers; an empty line is written only before a body, as recorded.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>Adds a header, unless the value is null; the first of one name stays.</summary>
    public OutboundBlock With(string name, string? value)
    {
        if (value is not null)
        {
            _headers.TryAdd(name, value);
        }

        return this;
    }

    /// <summary>Adds a header with a number.</summary>
    public OutboundBlock With(string name, long value) => With(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The bytes on the wire.</summary>
    public byte[] ToBytes()
    {
        StringBuilder content = new();
        foreach ((string name, string value) in _headers)
        {
            content.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        if (Body.Length > 0)
        {
            content.Append("\r\n");
        }

        byte[] headers = Encoding.UTF8.GetBytes(content.ToString());
        string head = string.Create(CultureInfo.InvariantCulture, $"{firstLine}\r\n{headers.Length + Body.Length}\r\n");
        return [.. Encoding.UTF8.GetBytes(head), .. headers, .. Body];
    }
}
