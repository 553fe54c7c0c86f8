using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HostSim.PushGateway.Store;

/// <summary>SHA-1 of a topic's name, 20 bytes: how the courier protocol names topics.</summary>
public readonly record struct TopicHash(ulong A, ulong B, uint C)
{
    /// <summary>Bytes of every hash.</summary>
    public const int Size = 20;

    /// <summary>The hash of this topic.</summary>
    public static TopicHash Of(string topic)
    {
        Span<byte> hash = stackalloc byte[Size];
#pragma warning disable CA5350 // the protocol names topics by SHA-1; nothing is protected by it
        SHA1.HashData(Encoding.UTF8.GetBytes(topic), hash);
#pragma warning restore CA5350
        return Read(hash);
    }

    /// <summary>Reads a hash; false unless there are exactly 20 bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out TopicHash hash)
    {
        hash = bytes.Length == Size ? Read(bytes) : default;
        return bytes.Length == Size;
    }

    /// <summary>Reads a hash from the first 20 bytes.</summary>
    public static TopicHash Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]));

    /// <summary>Writes its 20 bytes.</summary>
    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, A);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], B);
        BinaryPrimitives.WriteUInt32BigEndian(target[16..], C);
    }

    /// <summary>Its 20 bytes.</summary>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Size];
        Write(bytes);
        return bytes;
    }

    /// <summary>Its first eight hexadecimal digits, for logs.</summary>
    public override string ToString() => (A >> 32).ToString("x8");
}
