using System.Globalization;
using System.Text;
using Core.Ports;

namespace HostSim.Replay;

/// <summary>Everything that happened in a run, with its time: two runs of one seed must tell the same.</summary>
internal sealed class Trace(IClock clock) : ILog
{
    private readonly StringBuilder _text = new();
    private readonly List<int> _starts = [];

    /// <summary>How many events.</summary>
    public int Count => _starts.Count;

    /// <summary>All of it.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Something happened.</summary>
    public void Note(string what)
    {
        _starts.Add(_text.Length);
        _text.Append(CultureInfo.InvariantCulture, $"{clock.Now,10} {what}\n");
    }

    /// <summary>The last of it.</summary>
    public string Last(int events) =>
        _starts.Count == 0 ? "" : _text.ToString()[_starts[^Math.Min(events, _starts.Count)]..];

    /// <summary>Bytes passed between device and server.</summary>
    public void NoteBytes(string direction, ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            Note($"{direction} {Encoding.UTF8.GetString(bytes)}");
        }
    }

    /// <inheritdoc/>
    public void Write(string what, long number) => Note($"agent: {what} ({number})");
}
