using System.Buffers.Binary;

namespace HostSim.PushGateway.Store;

/// <summary>A device token, 32 bytes, as a key of dictionaries.</summary>
public readonly record struct TokenKey(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Bytes of every token.</summary>
    public const int Size = 32;

    /// <summary>Reads a token; false unless there are exactly 32 bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out TokenKey token)
    {
        token = bytes.Length == Size ? Read(bytes) : default;
        return bytes.Length == Size;
    }

    /// <summary>Reads a token from the first 32 bytes.</summary>
    public static TokenKey Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]));

    /// <summary>Writes its 32 bytes.</summary>
    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, A);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], B);
        BinaryPrimitives.WriteUInt64BigEndian(target[16..], C);
        BinaryPrimitives.WriteUInt64BigEndian(target[24..], D);
    }

    /// <summary>Its 32 bytes.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        Write(bytes);
        return bytes;
    }

    // A token is a secret of sorts: who knows it may try to push to it. Logs get its head only.
    /// <summary>Its first eight hexadecimal digits, for logs.</summary>
    public override string ToString() => (A >> 32).ToString("x8");
}
