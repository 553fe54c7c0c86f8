using System.Buffers.Binary;
using System.Numerics;

namespace HostSim.PushGateway.Store;

/// <summary>Takes the body of one record.</summary>
public delegate void RecordTaker(ReadOnlySpan<byte> body);

/// <summary>One file of the journal: how records lie in it. The grammar stands at <see cref="RecordKind"/>.</summary>
public static class Segment
{
    /// <summary>Bytes before a record's body.</summary>
    public const int HeaderSize = 8;

    /// <summary>Far above the largest record, a push of some kilobytes; a length beyond it is damage.</summary>
    public const int MaxBody = 1024 * 1024;

    /// <summary>What every file begins with: a name and the version of the grammar.</summary>
    public static ReadOnlySpan<byte> Magic => "PUSHJ\0\0\x01"u8;

    /// <summary>Writes a record's header for this body.</summary>
    public static void WriteHeader(Span<byte> target, ReadOnlySpan<byte> body)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, body.Length);
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], Checksum(body));
    }

    /// <summary>Gives every good record of a file to <paramref name="take"/>. Returns how many bytes of it are good:
    /// the file's length, or less if what follows is torn or damaged.</summary>
    /// <exception cref="InvalidDataException">It is no journal of this version.</exception>
    public static long Replay(string path, RecordTaker take)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 256 * 1024);
        Span<byte> magic = stackalloc byte[Magic.Length];
        int read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        if (read < magic.Length)
        {
            return 0;
        }

        if (!magic.SequenceEqual(Magic))
        {
            throw new InvalidDataException($"{path} is no journal of this version");
        }

        byte[] body = new byte[4096];
        long good = magic.Length;
        while (ReadRecord(file, ref body) is int length and >= 0)
        {
            take(body.AsSpan(0, length));
            good += HeaderSize + length;
        }

        return good;
    }

    /// <summary>True if the bad record at <paramref name="bad"/> is damage and no torn end: its length leads to a
    /// record that is whole, or is one that is never written. What a crash tore ends with the file, or in a hole of
    /// zeros.</summary>
    public static bool IsDamage(string path, long bad)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Span<byte> header = stackalloc byte[HeaderSize];
        file.Position = bad;
        if (file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadInt32BigEndian(header);
        if (length is < 1 or > MaxBody)
        {
            return length != 0;
        }

        byte[] body = [];
        file.Position = bad + HeaderSize + length;
        return ReadRecord(file, ref body) >= 0;
    }

    private static int ReadRecord(FileStream file, ref byte[] body)
    {
        const int Bad = -1;
        Span<byte> header = stackalloc byte[HeaderSize];
        if (file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize)
        {
            return Bad;
        }

        int length = BinaryPrimitives.ReadInt32BigEndian(header);
        if (length is < 1 or > MaxBody)
        {
            return Bad;
        }

        if (body.Length < length)
        {
            body = new byte[length];
        }

        Span<byte> target = body.AsSpan(0, length);
        return file.ReadAtLeast(target, length, throwOnEndOfStream: false) == length
            && Checksum(target) == BinaryPrimitives.ReadUInt32BigEndian(header[4..]) ? length : Bad;
    }

    // The length takes part, so that a run of zeros is no record.
    private static uint Checksum(ReadOnlySpan<byte> body)
    {
        uint crc = BitOperations.Crc32C(uint.MaxValue, (uint)body.Length);
        while (body.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(body));
            body = body[sizeof(ulong)..];
        }

        foreach (byte value in body)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
