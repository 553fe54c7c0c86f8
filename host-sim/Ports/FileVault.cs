using Core.Ports;

namespace HostSim.Ports;

/// <summary>The steps of a save, in order; after each of them a crash leaves the old record or the new one,
/// whole.</summary>
public enum VaultStep
{
    /// <summary>The temporary file is made.</summary>
    Create,

    /// <summary>The record is written into it.</summary>
    Write,

    /// <summary>Its bytes are forced to the disk.</summary>
    Flush,

    /// <summary>It takes the place of the old file.</summary>
    Rename,
}

/// <summary>A device's vault as a folder: one file a record, replaced by rename. For one process at a time.</summary>
public sealed class FileVault : IVault
{
    private const string Extension = ".record";
    private const string TemporaryExtension = ".new";

    private readonly string _folder;
    private readonly Action<VaultStep>? _beforeStep;
    private readonly Lock _gate = new();

    /// <summary>Opens the vault in <paramref name="folder"/>, which is made if it is not there, readable for its owner
    /// only.</summary>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be made.</exception>
    public FileVault(string folder)
        : this(folder, null)
    {
    }

    internal FileVault(string folder, Action<VaultStep>? beforeStep)
    {
        _folder = folder;
        _beforeStep = beforeStep;
        MakePrivateFolder(folder);
    }

    /// <inheritdoc/>
    public int Load(string name, byte[] target)
    {
        if (!VaultRecord.IsName(name))
        {
            return 0;
        }

        lock (_gate)
        {
            ReadOnlySpan<byte> content = VaultRecord.Decode(ReadFile(PathOf(name)));
            return content.TryCopyTo(target) ? content.Length : 0;
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
            try
            {
                return HasRoomFor(name) && Replace(PathOf(name), VaultRecord.Encode(source.AsSpan(0, count)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public void Erase(string name)
    {
        if (!VaultRecord.IsName(name))
        {
            return;
        }

        lock (_gate)
        {
            DeleteQuietly(PathOf(name));
        }
    }

    private string PathOf(string name) => Path.Combine(_folder, name + Extension);

    private bool HasRoomFor(string name) =>
        File.Exists(PathOf(name))
        || Directory.EnumerateFiles(_folder, "*" + Extension).Count() < VaultRecord.MaxRecords;

    private bool Replace(string path, byte[] file)
    {
        string temporary = path + TemporaryExtension;
        _beforeStep?.Invoke(VaultStep.Create);
        using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            _beforeStep?.Invoke(VaultStep.Write);
            stream.Write(file);
            _beforeStep?.Invoke(VaultStep.Flush);
            stream.Flush(flushToDisk: true);
        }

        _beforeStep?.Invoke(VaultStep.Rename);
        File.Move(temporary, path, overwrite: true);
        return true;
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true } file && file.Length <= VaultRecord.MaxFileBytes
                ? File.ReadAllBytes(path)
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // The interface has no answer for "could not forget": the next save or load shows it.
    private static bool DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void MakePrivateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
