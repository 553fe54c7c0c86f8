using System;
using Core.Bytes;
using Core.Ports;

namespace Core.Agent;

/// <summary>Ids of the last commands, so that none runs twice whatever link or reboot brings it again.</summary>
/// <remarks>Kept as 64-bit hashes in a ring that the vault holds, oldest overwritten first. The newest item of a
/// service that shows it again at every login is kept beside the ring, however many others come.
/// <code>
/// record = hash u64 × <see cref="Limits.SeenIds"/> | newest item's hash u64 | next u8
/// </code></remarks>
public sealed class SeenIds
{
    private static readonly string Record = "seen";
    private const int HashLength = 8;

    // 2⁶⁴ divided by the golden ratio, made odd: its bits have no pattern.
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private const int Hashes = Limits.SeenIds + 1;
    private const int Next = Hashes * HashLength;

    private readonly IVault _vault;
    private readonly byte[] _record = new byte[Next + 1];
    private readonly ulong[] _hashes = new ulong[Hashes];   // those of the record, to be searched
    private ulong _absent;      // searched for in vain; a command's id is asked for more than once on its way

    /// <summary>Reads the ids that the vault has.</summary>
    public SeenIds(IVault vault)
    {
        _vault = vault;
        HasMemory = vault.Load(Record, _record) == _record.Length && _record[Next] < Limits.SeenIds;
        if (!HasMemory)
        {
            Array.Clear(_record, 0, _record.Length);
        }

        for (int i = 0; i < Hashes; i++)
        {
            _hashes[i] = BitConverter.ToUInt64(_record, i * HashLength);
        }
    }

    /// <summary>False in a device that has never noted an id.</summary>
    public bool HasMemory;

    /// <summary>True if the id was noted.</summary>
    public bool Contains(Slice id)
    {
        ulong hash = Hash(id);
        if (hash == _absent)
        {
            return false;
        }

        ulong[] hashes = _hashes;
        for (int i = 0; i < Hashes; i++)
        {
            if (hashes[i] == hash)
            {
                return true;
            }
        }

        _absent = hash;
        return false;
    }

    /// <summary>Notes an id, in the vault too: before its command runs, so that a crash in it does not repeat
    /// it. An item's id stays until the next item's.</summary>
    public void Add(Slice id, bool isItem)
    {
        ulong hash = Hash(id);
        int next = _record[Next];
        _absent = 0;
        Put(next, hash);
        if (isItem)
        {
            Put(Limits.SeenIds, hash);
        }

        _record[Next] = (byte)((next + 1) % Limits.SeenIds);
        HasMemory = true;
        _vault.Save(Record, _record, _record.Length);
    }

    private void Put(int index, ulong hash)
    {
        _hashes[index] = hash;
        for (int i = 0; i < HashLength; i++)
        {
            _record[index * HashLength + i] = (byte)(hash >> (8 * i));
        }
    }

    private static ulong Hash(Slice id)
    {
        // Eight bytes at a time, because bytes are dear. Each step loses nothing: ids that differ in one word differ.
        byte[] bytes = id.Bytes;
        int at = id.Offset;
        int end = at + id.Count;
        ulong hash = (ulong)id.Count * Multiplier;
        for (; at + HashLength <= end; at += HashLength)
        {
            hash = (hash ^ BitConverter.ToUInt64(bytes, at)) * Multiplier;
            hash ^= hash >> 32;
        }

        for (; at < end; at++)
        {
            hash = (hash ^ bytes[at]) * Multiplier;
            hash ^= hash >> 32;
        }

        // Zero marks an empty place.
        return hash == 0 ? 1 : hash;
    }
}
