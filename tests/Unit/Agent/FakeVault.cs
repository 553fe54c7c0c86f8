using System;
using Core.Ports;

namespace Tests.Unit.Agent;

/// <summary>A vault for a handful of records, open to damage.</summary>
public sealed class FakeVault : IVault
{
    private const int Most = 8;

    private readonly string[] _names = Core.Bytes.Texts.Empty(Most);
    private readonly byte[][] _records = new byte[Most][];

    /// <summary>Makes every save fail.</summary>
    public bool Full;

    /// <summary>How often something was saved.</summary>
    public int Saves;

    /// <summary>The record itself, to damage; null for none.</summary>
    public byte[] Record(string name)
    {
        int at = Array.IndexOf(_names, name);
        return at < 0 ? null : _records[at];
    }

    /// <inheritdoc/>
    public int Load(string name, byte[] target)
    {
        byte[] record = Record(name);
        if (record == null || record.Length > target.Length)
        {
            return 0;
        }

        Array.Copy(record, 0, target, 0, record.Length);
        return record.Length;
    }

    /// <inheritdoc/>
    public bool Save(string name, byte[] source, int count)
    {
        Saves++;
        if (Full)
        {
            return false;
        }

        int at = Array.IndexOf(_names, name);
        at = at < 0 ? Array.IndexOf(_names, null) : at;
        _names[at] = name;
        _records[at] = new byte[count];
        Array.Copy(source, 0, _records[at], 0, count);
        return true;
    }

    /// <inheritdoc/>
    public void Erase(string name)
    {
        int at = Array.IndexOf(_names, name);
        if (at >= 0)
        {
            _names[at] = null;
            _records[at] = null;
        }
    }
}
