using System.Text.Json;

namespace HostSim.PushGateway.Activation;

/// <summary>The file of all devices, <c>devices.json</c>. Several processes may change it: each reads, changes and
/// replaces it under the same lock.</summary>
public sealed class DeviceFile(string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly string _path = Path.Combine(folder, "devices.json");

    /// <summary>Changes when the file does.</summary>
    public (DateTime Written, long Length) Stamp()
    {
        FileInfo file = new(_path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }

    /// <summary>Every device.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public IReadOnlyList<DeviceRecord> Read()
    {
        if (!File.Exists(_path))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<List<DeviceRecord>>(File.ReadAllBytes(_path), Json) ?? [];
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{_path} is damaged: {e.Message}", e);
        }
    }

    /// <summary>Replaces the record of one device by what <paramref name="change"/> makes of it; it gets null for a
    /// device that is not there, and returning null changes nothing. True if something changed.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="IOException">Somebody holds the lock for too long, or the disk refuses.</exception>
    public bool Change(string device, Func<DeviceRecord?, DeviceRecord?> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Directory.CreateDirectory(folder);
        using FileStream held = Lock();
        List<DeviceRecord> all = [.. Read()];
        int at = all.FindIndex(record => record.Id == device);
        if (change(at < 0 ? null : all[at]) is not DeviceRecord changed)
        {
            return false;
        }

        if (at < 0)
        {
            all.Add(changed);
        }
        else
        {
            all[at] = changed;
        }

        Replace(JsonSerializer.SerializeToUtf8Bytes(all, Json));
        return true;
    }

    /// <summary>Writes the records of many devices at once, in place of those that are there.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="IOException">Somebody holds the lock for too long, or the disk refuses.</exception>
    public void Put(IReadOnlyCollection<DeviceRecord> made)
    {
        Directory.CreateDirectory(folder);
        HashSet<string> ids = [.. made.Select(record => record.Id)];
        using FileStream held = Lock();
        Replace(JsonSerializer.SerializeToUtf8Bytes(
            Read().Where(record => !ids.Contains(record.Id)).Concat(made), Json));
    }

    private void Replace(byte[] bytes)
    {
        string made = _path + ".new";
        using (FileStream file = new(made, FileMode.Create, FileAccess.Write))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(made, _path, overwrite: true);
    }

    private FileStream Lock()
    {
        long until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Environment.TickCount64 < until)
            {
                Thread.Sleep(Pause);
            }
        }
    }
}
