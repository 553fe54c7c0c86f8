using Core.Ports;

namespace HostSim.Ports;

/// <summary>A vault that lives as long as the process: it outlives a restart of the device, not of the
/// simulator.</summary>
public sealed class MemoryVault : IVault
{
    private readonly Dictionary<string, byte[]> _records = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public int Load(string name, byte[] target)
    {
        lock (_gate)
        {
            return _records.TryGetValue(name, out byte[]? record) && record.AsSpan().TryCopyTo(target)
                ? record.Length
                : 0;
        }
    }

    /// <inheritdoc/>
    public bool Save(string name, byte[] source, int count)
    {
        if (!VaultRecord.IsName(name) || count is < 0 or > VaultRecord.MaxBytes)
        {
            return false;
        }

        lock (_gate)
        {
            if (!_records.ContainsKey(name) && _records.Count >= VaultRecord.MaxRecords)
            {
                return false;
            }

            _records[name] = source.AsSpan(0, count).ToArray();
            return true;
        }
    }

    /// <inheritdoc/>
    public void Erase(string name)
    {
        lock (_gate)
        {
            _records.Remove(name);
        }
    }
}
