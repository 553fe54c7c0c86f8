using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace HostSim.PushGateway.Store;

/// <summary>Builds the body of one journal record after another in the same buffer; big endian.</summary>
public sealed class RecordWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    /// <summary>The body so far.</summary>
    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    /// <summary>Starts a record.</summary>
    public RecordWriter Begin(RecordKind kind)
    {
        _buffer.ResetWrittenCount();
        return U8((byte)kind);
    }

    /// <summary>Appends a byte.</summary>
    public RecordWriter U8(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
        return this;
    }

    /// <summary>Appends four bytes.</summary>
    public RecordWriter U32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_buffer.GetSpan(sizeof(uint)), value);
        _buffer.Advance(sizeof(uint));
        return this;
    }

    /// <summary>Appends eight bytes.</summary>
    public RecordWriter I64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(_buffer.GetSpan(sizeof(long)), value);
        _buffer.Advance(sizeof(long));
        return this;
    }

    /// <summary>Appends a token.</summary>
    public RecordWriter Token(TokenKey token)
    {
        token.Write(_buffer.GetSpan(TokenKey.Size));
        _buffer.Advance(TokenKey.Size);
        return this;
    }

    /// <summary>Appends a topic.</summary>
    public RecordWriter Topic(TopicHash topic)
    {
        topic.Write(_buffer.GetSpan(TopicHash.Size));
        _buffer.Advance(TopicHash.Size);
        return this;
    }

    /// <summary>Appends bytes behind their length.</summary>
    public RecordWriter Bytes(ReadOnlySpan<byte> value)
    {
        U32((uint)value.Length);
        _buffer.Write(value);
        return this;
    }

    /// <summary>Appends text behind its length.</summary>
    public RecordWriter Text(string value) => Bytes(Encoding.UTF8.GetBytes(value));
}
