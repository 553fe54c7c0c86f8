using System;
using System.IO;
using Core.Bytes;
using Core.Ports;

namespace Esp32;

/// <summary>One of the two files of a vault record.</summary>
/// <remarks>
/// <code>
/// file     = checksum | body
/// checksum = first 8 bytes of HMAC-SHA-256 over the body; the firmware has that natively, and needs no table for it
/// body     = sequence u32 | length u16 | content          little endian
/// </code>
/// A file that the power supply left half written has the wrong checksum or the wrong length, and counts as none.
/// </remarks>
internal sealed class VaultSlot
{
    /// <summary>Most bytes of content: what one flash sector holds, and more than the agent keeps in any
    /// record.</summary>
    public const int MaxBytes = 4096;

    private const int ChecksumBytes = 8;
    private const int HeadBytes = 6;

    // No secret: it only has to be the same at every start.
    private static readonly byte[] Key = Utf8.Bytes("vault");

    private readonly ICrypto _crypto;
    private readonly string _path;
    private byte[] _body;

    /// <summary>The record in the file at <paramref name="path"/>, if there is a whole one.</summary>
    public VaultSlot(ICrypto crypto, string path)
    {
        _crypto = crypto;
        _path = path;
        _body = Read();
    }

    /// <summary>There is a whole record.</summary>
    public bool IsValid => _body != null;

    /// <summary>Number of the save that made it; later ones are greater, around the end of the numbers.</summary>
    public uint Sequence => BitConverter.ToUInt32(_body, 0);

    /// <summary>Bytes of its content.</summary>
    public int Count => BitConverter.ToUInt16(_body, 4);

    /// <summary>Copies its content to the start of <paramref name="target"/>, which has to be large enough.</summary>
    public void CopyTo(byte[] target) => Array.Copy(_body, HeadBytes, target, 0, Count);

    /// <summary>True if this record was saved after the other.</summary>
    public bool IsNewerThan(VaultSlot other) =>
        IsValid && (!other.IsValid || (int)(Sequence - other.Sequence) > 0);

    /// <summary>Replaces the file and reads it again; false if it does not hold the record then.</summary>
    public bool Write(uint sequence, byte[] content, int count)
    {
        byte[] body = new byte[HeadBytes + count];
        Array.Copy(BitConverter.GetBytes(sequence), 0, body, 0, 4);
        Array.Copy(BitConverter.GetBytes((ushort)count), 0, body, 4, 2);
        Array.Copy(content, 0, body, HeadBytes, count);
        byte[] checksum = _crypto.HmacSha256(Key, body);
        FileStream file = new(_path, FileMode.Create, FileAccess.Write);
        try
        {
            file.Write(checksum, 0, ChecksumBytes);
            file.Write(body, 0, body.Length);
            file.Flush();
        }
        finally
        {
            file.Dispose();
        }

        _body = Read();
        return IsValid && Sequence == sequence;
    }

    /// <summary>Removes the file.</summary>
    public void Erase()
    {
        if (File.Exists(_path))
        {
            File.Delete(_path);
        }

        _body = null;
    }

    private byte[] Read()
    {
        if (!File.Exists(_path))
        {
            return null;
        }

        byte[] checksum = new byte[ChecksumBytes];
        FileStream file = new(_path, FileMode.Open, FileAccess.Read);
        try
        {
            int count = (int)file.Length - ChecksumBytes;
            if (count < HeadBytes || count > HeadBytes + MaxBytes)
            {
                return null;
            }

            byte[] body = new byte[count];
            return Fill(file, checksum) && Fill(file, body) && IsWhole(body, checksum) ? body : null;
        }
        finally
        {
            file.Dispose();
        }
    }

    private bool IsWhole(byte[] body, byte[] checksum) =>
        BitConverter.ToUInt16(body, 4) == body.Length - HeadBytes
        && Same.Bytes(_crypto.HmacSha256(Key, body), 0, checksum, 0, ChecksumBytes);

    private static bool Fill(FileStream file, byte[] target)
    {
        int at = 0;
        while (at < target.Length)
        {
            int count = file.Read(target, at, target.Length - at);
            if (count <= 0)
            {
                return false;
            }

            at += count;
        }

        return true;
    }
}
