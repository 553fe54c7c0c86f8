using System;
using Core.Ports;

namespace Tests.Unit;

/// <summary>A vault for one record, open to damage.</summary>
public sealed class OneRecordVault : IVault
{
    /// <summary>The record; null for none.</summary>
    public byte[] Record;

    /// <summary>Name it was saved under.</summary>
    public string Name;

    /// <summary>How often something was saved.</summary>
    public int Saves;

    /// <summary>Makes every save fail.</summary>
    public bool Full;

    /// <inheritdoc/>
    public int Load(string name, byte[] target)
    {
        if (Record == null || name != Name || Record.Length > target.Length)
        {
            return 0;
        }

        Array.Copy(Record, 0, target, 0, Record.Length);
        return Record.Length;
    }

    /// <inheritdoc/>
    public bool Save(string name, byte[] source, int count)
    {
        Saves++;
        if (Full)
        {
            return false;
        }

        Name = name;
        Record = new byte[count];
        Array.Copy(source, 0, Record, 0, count);
        return true;
    }

    /// <inheritdoc/>
    public void Erase(string name) => Record = null;
}
