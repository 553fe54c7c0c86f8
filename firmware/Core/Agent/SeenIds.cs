using System;
using Core.Bytes;
using Core.Ports;

namespace Core.Agent;

/// <summary>Ids of the last commands, so that none runs twice whatever link or reboot brings it again.</summary>
/// <remarks>Kept as 64-bit hashes (FNV-1a) in a ring that the vault holds, oldest overwritten first.
/// <code>
/// record = hash u64 × <see cref="Limits.SeenIds"/> | next u8
/// </code></remarks>
public sealed class SeenIds
{
    private const string Record = "seen";
    private const int HashLength = 8;

    // Behind the hashes, which the processor wants to find at multiples of their length.
    private const int Next = Limits.SeenIds * HashLength;

    private readonly IVault _vault;
    private readonly byte[] _record = new byte[Next + 1];

    /// <summary>Reads the ids that the vault has.</summary>
    public SeenIds(IVault vault)
    {
        _vault = vault;
        HasMemory = vault.Load(Record, _record) == _record.Length && _record[Next] < Limits.SeenIds;
        if (!HasMemory)
        {
            Array.Clear(_record, 0, _record.Length);
        }
    }

    /// <summary>False in a device that has never noted an id.</summary>
    public bool HasMemory;

    /// <summary>True if the id was noted.</summary>
    public bool Contains(Slice id)
    {
        ulong hash = Hash(id);
        for (int i = 0; i < Limits.SeenIds; i++)
        {
            if (BitConverter.ToUInt64(_record, i * HashLength) == hash)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Notes an id, in the vault too: before its command runs, so that a crash in it does not repeat
    /// it.</summary>
    public void Add(Slice id)
    {
        ulong hash = Hash(id);
        int at = _record[Next] * HashLength;
        for (int i = 0; i < HashLength; i++)
        {
            _record[at + i] = (byte)(hash >> (8 * i));
        }

        _record[Next] = (byte)((_record[Next] + 1) % Limits.SeenIds);
        HasMemory = true;
        _vault.Save(Record, _record, _record.Length);
    }

    private static ulong Hash(Slice id)
    {
        ulong hash = 14695981039346656037;
        int end = id.Offset + id.Count;
        for (int i = id.Offset; i < end; i++)
        {
            hash = (hash ^ id.Bytes[i]) * 1099511628211;
        }

        // Zero marks an empty place.
        return hash == 0 ? 1 : hash;
    }
}
