using Core.Ports;

namespace HostSim.Faults;

/// <summary>A vault on a disk that may be full: what is there stays readable, nothing new is kept.</summary>
internal sealed class FaultyVault(IVault vault, DeviceFaults faults) : IVault
{
    /// <inheritdoc/>
    public int Load(string name, byte[] target) => vault.Load(name, target);

    /// <inheritdoc/>
    public bool Save(string name, byte[] source, int count) =>
        !faults.IsOn(FaultNames.DiskFull) && vault.Save(name, source, count);

    /// <inheritdoc/>
    public void Erase(string name) => vault.Erase(name);
}
