using System;
using Core;
using Core.Bytes;
using Core.Ports;

namespace Courier;

/// <summary>The device's addresses, as the server has assigned them: kept in the vault, so that they last.</summary>
/// <remarks>
/// <code>
/// record = version u8 | length u8 | base token | length u8 | token of the topic
/// </code></remarks>
public sealed class CourierTokens
{
    private const string Record = "courier";
    private const byte RecordVersion = 1;

    private readonly IVault _vault;
    private readonly byte[] _record = new byte[3 + 2 * Limits.PushToken];

    /// <summary>The token by which the server knows this device; empty for none.</summary>
    public readonly Slice Own = new();

    /// <summary>The token by which providers know this device; empty for none.</summary>
    public readonly Slice Topic = new();

    /// <summary>Reads what the vault has.</summary>
    public CourierTokens(IVault vault)
    {
        _vault = vault;
        int length = vault.Load(Record, _record);
        int own = length > 2 && _record[0] == RecordVersion ? _record[1] : 0;
        bool whole = own <= Limits.PushToken && 2 + own < length && 3 + own + _record[2 + own] == length;
        Point(whole ? own : 0, whole ? _record[2 + own] : 0);
    }

    /// <summary>True if the slice is one of our tokens.</summary>
    public bool Has(Slice token) => token.Count > 0 && (token.Is(Own) || token.Is(Topic));

    /// <summary>Keeps a new token of our own; the one of the topic belonged to the old one. False if it is the one we
    /// have, or none.</summary>
    public bool Assign(Slice token)
    {
        if (!IsToken(token) || token.Is(Own))
        {
            return false;
        }

        Array.Copy(token.Bytes, token.Offset, _record, 2, token.Count);
        Point(token.Count, 0);
        Save();
        return true;
    }

    /// <summary>Keeps a new token of the topic.</summary>
    public void AssignTopic(Slice token)
    {
        if (IsToken(token) && !token.Is(Topic))
        {
            Array.Copy(token.Bytes, token.Offset, _record, 3 + Own.Count, token.Count);
            Point(Own.Count, token.Count);
            Save();
        }
    }

    /// <summary>Forgets both: the server does not know them.</summary>
    public void Forget()
    {
        Point(0, 0);
        _vault.Erase(Record);
    }

    private static bool IsToken(Slice token) => token.Count > 0 && token.Count <= Limits.PushToken;

    private void Point(int own, int topic)
    {
        Own.Set(_record, 2, own);
        Topic.Set(_record, 3 + own, topic);
    }

    private void Save()
    {
        _record[0] = RecordVersion;
        _record[1] = (byte)Own.Count;
        _record[2 + Own.Count] = (byte)Topic.Count;
        _vault.Save(Record, _record, 3 + Own.Count + Topic.Count);
    }
}
