using System.Text.Json;

namespace HostSim.PushGateway.Activation;

/// <summary>The file of all devices, <c>devices.json</c>. Several processes may change it: each reads, changes and
/// replaces it under the same lock.</summary>
public sealed class DeviceFile(string folder)
{
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
        return ChangeAll([device], (_, known) => change(known));
    }

    /// <summary>The same for many devices, with one write; <paramref name="change"/> gets the id too.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="IOException">Somebody holds the lock for too long, or the disk refuses.</exception>
    public bool ChangeAll(IReadOnlyCollection<string> devices, Func<string, DeviceRecord?, DeviceRecord?> change)
    {
        ArgumentNullException.ThrowIfNull(devices);
        ArgumentNullException.ThrowIfNull(change);
        using FileStream held = FileLock.Hold(_path);
        OrderedDictionary<string, DeviceRecord> all = new(StringComparer.Ordinal);
        foreach (DeviceRecord record in Read())
        {
            all[record.Id] = record;
        }

        bool isChanged = false;
        foreach (string device in devices)
        {
            if (change(device, all.GetValueOrDefault(device)) is DeviceRecord changed)
            {
                all[device] = changed;
                isChanged = true;
            }
        }

        if (isChanged)
        {
            Replace(JsonSerializer.SerializeToUtf8Bytes(all.Values.ToList(), Json));
        }

        return isChanged;
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
}
