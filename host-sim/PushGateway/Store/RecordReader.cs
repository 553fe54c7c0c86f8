using System.Buffers.Binary;
using System.Text;

namespace HostSim.PushGateway.Store;

/// <summary>Reads the body of a journal record. Its checksum was right, so anything wrong in it is our own fault and
/// throws.</summary>
public ref struct RecordReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    /// <summary>True if nothing is left.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Reads a byte.</summary>
    public byte U8() => Take(1)[0];

    /// <summary>Reads four bytes.</summary>
    public uint U32() => BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint)));

    /// <summary>Reads eight bytes.</summary>
    public long I64() => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)));

    /// <summary>Reads a token.</summary>
    public TokenKey Token() => TokenKey.Read(Take(TokenKey.Size));

    /// <summary>Reads a topic.</summary>
    public TopicHash Topic() => TopicHash.Read(Take(TopicHash.Size));

    /// <summary>Reads bytes behind their length.</summary>
    public byte[] Bytes() => Take(checked((int)U32())).ToArray();

    /// <summary>Reads text behind its length.</summary>
    public string Text() => Encoding.UTF8.GetString(Take(checked((int)U32())));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw new InvalidDataException("a journal record ends too early");
        }

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
