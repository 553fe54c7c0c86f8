using System.Globalization;
using System.Text;
using HostSim.PushGateway.Courier;

namespace HostSim.Network.Transcripts;

/// <summary>Courier frames in words, a piece each. Certificates, nonces, signatures and all but the first digits of a
/// token are masked, in the words and in the bytes; so is every item that is not known.</summary>
internal sealed class CourierTranscript : ITranscript
{
    private const string Masked = "··";

    // No peer of ours takes a longer one.
    private static readonly int MaxItems = new CourierLimits().FrameBytes;

    private readonly List<byte> _begun = [];
    private bool _isBroken;

    /// <inheritdoc/>
    public IReadOnlyList<Piece> Hear(ReadOnlySpan<byte> bytes)
    {
        if (_isBroken)
        {
            return [Broken(bytes.Length)];
        }

        _begun.AddRange(bytes);
        List<Piece> pieces = [];
        ReadOnlySpan<byte> rest = _begun.ToArray();
        FrameFound found;
        while ((found = CourierFrame.Find(rest, MaxItems, out CourierFrame frame)) == FrameFound.Whole
            && frame.Items.AreWhole())
        {
            pieces.Add(Describe(frame, rest[..frame.Size]));
            rest = rest[frame.Size..];
        }

        _isBroken = found != FrameFound.Partial;
        if (_isBroken)
        {
            pieces.Add(Broken(rest.Length));
        }

        _begun.RemoveRange(0, _isBroken ? _begun.Count : _begun.Count - rest.Length);
        return pieces;
    }

    private static Piece Broken(int bytes) => new(bytes, "no courier frame", "no courier frame", "");

    private static Piece Describe(CourierFrame frame, ReadOnlySpan<byte> bytes)
    {
        string name = CourierNames.Command(frame.Command);
        StringBuilder text = new(name);
        StringBuilder words = new(name);
        StringBuilder raw = new(Convert.ToHexStringLower(bytes[..CourierWire.HeaderSize]));
        string separator = ": ";
        foreach (CourierItem item in frame.Items)
        {
            ItemName known = CourierNames.Item(frame.Command, item.Id, item.Value.Length);
            string value = CourierNames.Value(known.Kind, item.Value);
            text.Append(CultureInfo.InvariantCulture, $"\n  {item.Id:x2} {known.Name} ({item.Value.Length} B) {value}");
            words.Append(separator).Append(known.Name).Append(' ').Append(value);
            separator = ", ";
            AppendRaw(raw, item, CourierNames.Shown(known.Kind, item.Value.Length));
        }

        return new Piece(bytes.Length, text.ToString(), words.ToString(), raw.ToString());
    }

    private static void AppendRaw(StringBuilder raw, CourierItem item, int shown)
    {
        raw.Append(CultureInfo.InvariantCulture, $"{item.Id:x2}{item.Value.Length:x4}")
            .Append(Convert.ToHexStringLower(item.Value[..shown]))
            .Insert(raw.Length, Masked, item.Value.Length - shown);
    }
}
