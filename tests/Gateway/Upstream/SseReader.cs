using System.Text.Json;

namespace Tests.Gateway.Upstream;

/// <summary>One server-sent event.</summary>
internal sealed record SseEvent(string Id, string Kind, JsonElement Data);

/// <summary>Reads a stream of events, comments left out.</summary>
internal sealed class SseReader(Stream stream) : IDisposable
{
    private readonly StreamReader _reader = new(stream);

    /// <summary>Comments seen so far.</summary>
    public int Comments { get; private set; }

    /// <summary>The next event; null at the end.</summary>
    public async Task<SseEvent?> NextAsync()
    {
        string id = "";
        string kind = "";
        string data = "";
        while (await _reader.ReadLineAsync() is { } line)
        {
            if (line.Length == 0 && data.Length > 0)
            {
                return new SseEvent(id, kind, JsonDocument.Parse(data).RootElement);
            }

            Comments += line.StartsWith(':') ? 1 : 0;
            id = line.StartsWith("id: ", StringComparison.Ordinal) ? line[4..] : id;
            kind = line.StartsWith("event: ", StringComparison.Ordinal) ? line[7..] : kind;
            data = line.StartsWith("data: ", StringComparison.Ordinal) ? line[6..] : data;
        }

        return null;
    }

    public void Dispose() => _reader.Dispose();
}
