using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HostSim.Ports;

/// <summary>How a vault record looks in a file, so that a damaged one is noticed.</summary>
/// <remarks>
/// <code>
/// file = "AVR1" | length u32 (big endian) | SHA-256 over the content | content
/// </code>
/// </remarks>
public static class VaultRecord
{
    /// <summary>Most bytes of a record: the device's vault erases flash in sectors of 4 KiB and keeps a record in
    /// one.</summary>
    public const int MaxBytes = 4096;

    /// <summary>Most records of a vault: the agent keeps fewer than ten; more means that names run wild.</summary>
    public const int MaxRecords = 32;

    /// <summary>Longest name: what the flash index of the device has room for.</summary>
    public const int MaxNameLength = 32;

    private const int HeaderBytes = 8 + SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Magic => "AVR1"u8;

    /// <summary>Longest file that can be a record.</summary>
    public static int MaxFileBytes => HeaderBytes + MaxBytes;

    /// <summary>True for a name that is also a safe file name on every system.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength
        && name[0] != '.'
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>The file of a record.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> content)
    {
        byte[] file = new byte[HeaderBytes + content.Length];
        Magic.CopyTo(file);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4), content.Length);
        SHA256.HashData(content, file.AsSpan(8));
        content.CopyTo(file.AsSpan(HeaderBytes));
        return file;
    }

    /// <summary>The record in a file; empty if the file is damaged.</summary>
    public static ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderBytes || !file.StartsWith(Magic)
            || BinaryPrimitives.ReadInt32BigEndian(file[4..]) != file.Length - HeaderBytes)
        {
            return [];
        }

        ReadOnlySpan<byte> content = file[HeaderBytes..];
        return SHA256.HashData(content).AsSpan().SequenceEqual(file[8..HeaderBytes]) ? content : [];
    }
}
