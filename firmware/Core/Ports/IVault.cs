namespace Core.Ports;

/// <summary>Small named records that outlive a reboot. A record is replaced whole or not at all.</summary>
/// <remarks>Storage that is full or broken loses records, never the agent: a failed save is false, and the old record
/// stays readable.</remarks>
public interface IVault
{
    /// <summary>Reads a record. Returns its length; zero if there is none, it is damaged, or it does not fit.</summary>
    int Load(string name, byte[] target);

    /// <summary>Writes <paramref name="count"/> bytes as the new record; false if that failed.</summary>
    bool Save(string name, byte[] source, int count);

    /// <summary>Forgets a record; nothing happens if there is none.</summary>
    void Erase(string name);
}
