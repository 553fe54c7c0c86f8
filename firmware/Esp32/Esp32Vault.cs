using System;
using Core.Ports;

namespace Esp32;

/// <summary>Records as files on the chip's flash. Each has two: a save replaces the older one, so the newer stays
/// readable whatever byte of the save the power supply fails at.</summary>
public sealed class Esp32Vault : IVault
{
    private readonly ICrypto _crypto;
    private readonly ILog _log;
    private readonly string _folder;

    /// <summary>Records in files whose paths begin with <paramref name="folder"/>.</summary>
    public Esp32Vault(string folder, ICrypto crypto, ILog log)
    {
        _folder = folder;
        _crypto = crypto;
        _log = log;
    }

    /// <inheritdoc/>
    public int Load(string name, byte[] target)
    {
        int count = TryLoad(name, target);
        if (count < 0)
        {
            // Once more: what is there but was not read would be lost at the next save.
            count = TryLoad(name, target);
        }

        return count < 0 ? 0 : count;
    }

    /// <inheritdoc/>
    public bool Save(string name, byte[] source, int count)
    {
        if (count < 0 || count > VaultSlot.MaxBytes)
        {
            return false;
        }

        try
        {
            VaultSlot first = new(_crypto, PathOf(name, 0));
            VaultSlot second = new(_crypto, PathOf(name, 1));
            VaultSlot newer = Newer(first, second);
            return Other(newer, first, second).Write(newer.IsValid ? newer.Sequence + 1 : 1, source, count);
        }
        catch (Exception)
        {
            _log.Write("a record could not be saved", count);
            return false;
        }
    }

    /// <inheritdoc/>
    public void Erase(string name)
    {
        try
        {
            // The older first: between the two the record is still the newer one, not a forgotten one come back.
            VaultSlot first = new(_crypto, PathOf(name, 0));
            VaultSlot second = new(_crypto, PathOf(name, 1));
            VaultSlot newer = Newer(first, second);
            Other(newer, first, second).Erase();
            newer.Erase();
        }
        catch (Exception)
        {
            _log.Write("a record could not be erased", 0);
        }
    }

    /// <summary>Length of the record, or -1 if the flash could not be read.</summary>
    private int TryLoad(string name, byte[] target)
    {
        try
        {
            VaultSlot newer = Newer(new VaultSlot(_crypto, PathOf(name, 0)), new VaultSlot(_crypto, PathOf(name, 1)));
            if (!newer.IsValid || newer.Count > target.Length)
            {
                return 0;
            }

            newer.CopyTo(target);
            return newer.Count;
        }
        catch (Exception)
        {
            _log.Write("a record could not be read", 0);
            return -1;
        }
    }

    private static VaultSlot Newer(VaultSlot first, VaultSlot second) => second.IsNewerThan(first) ? second : first;

    private static VaultSlot Other(VaultSlot one, VaultSlot first, VaultSlot second) => one == first ? second : first;

    private string PathOf(string name, int slot) => _folder + name + (slot == 0 ? ".0" : ".1");
}
