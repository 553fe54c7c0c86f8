using HostSim.PushGateway.Courier;

namespace HostSim.Network.Transcripts;

/// <summary>A piece of conversation, secrets masked.</summary>
/// <param name="Bytes">Its length as it passed.</param>
/// <param name="Text">What passed, or what it means if it is no text.</param>
/// <param name="Words">The same in a few words; null where whoever shows it finds them.</param>
/// <param name="Raw">Its bytes in hexadecimal digits; null if they are those of the text.</param>
internal sealed record Piece(int Bytes, string Text, string? Words = null, string? Raw = null);

/// <summary>Puts the bytes of one protocol, in one direction, into pieces.</summary>
internal interface ITranscript
{
    /// <summary>These bytes passed, at least one. Pieces whose end they brought.</summary>
    IReadOnlyList<Piece> Hear(ReadOnlySpan<byte> bytes);
}

/// <summary>One direction of a conversation as a person may read it. Its first byte tells the protocol: XMPP begins
/// with <c>&lt;</c>, an IMIP block with a capital, a courier connection with its connect or the answer.</summary>
internal sealed class Transcript : ITranscript
{
    private ITranscript? _protocol;

    /// <inheritdoc/>
    public IReadOnlyList<Piece> Hear(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return [];
        }

        _protocol ??= bytes[0] switch
        {
            >= (byte)'A' and <= (byte)'Z' => new ImipTranscript(),
            CourierWire.Connect or CourierWire.Connected => new CourierTranscript(),
            _ => new XmppTranscript(),
        };
        return _protocol.Hear(bytes);
    }

    private sealed class XmppTranscript : ITranscript
    {
        private readonly SecretMask _mask = new();

        public IReadOnlyList<Piece> Hear(ReadOnlySpan<byte> bytes) => [new Piece(bytes.Length, _mask.Mask(bytes))];
    }
}
