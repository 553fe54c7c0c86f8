using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HostSim.PushGateway.Provider;

/// <summary>Somebody who may push, as the file keeps it: by the public half of a key, or by the digest of a client
/// certificate. No secret is in it.</summary>
public sealed record ProviderEntry
{
    /// <summary>The team that the key belongs to; null for a certificate.</summary>
    public string? Team { get; init; }

    /// <summary>The id of the key, unique in the file; null for a certificate.</summary>
    public string? Key { get; init; }

    /// <summary>The public key on P-256 as PEM; null for a certificate.</summary>
    public string? PublicKey { get; init; }

    /// <summary>SHA-256 of the client certificate in hexadecimal; null for a key.</summary>
    public string? Certificate { get; init; }

    /// <summary>What may be pushed to, as <see cref="TopicSet"/> reads it.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary><c>development</c> or <c>production</c>; null for both.</summary>
    public string? Environment { get; init; }
}

/// <summary>
/// The file of those who may push, <c>providers.json</c> in the gateway's data folder:
/// <code>
/// {"providers":[{"team":"…","key":"…","publicKey":"-----BEGIN PUBLIC KEY-----…","topics":["…"]},
///               {"certificate":"sha-256 in hexadecimal","topics":["…"]}]}
/// </code>
/// </summary>
public sealed class ProviderFile
{
    /// <summary>Most entries: more than this are looked for in a database, not in a file.</summary>
    public const int MaxEntries = 1024;

    private const int MaxBytes = 4 << 20;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowDuplicateProperties = false,
    };

    /// <summary>The file in this data folder; it need not be there yet.</summary>
    public ProviderFile(string dataFolder) => Path = System.IO.Path.Combine(dataFolder, "providers.json");

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Reads everybody; nobody if there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged; the message says where.</exception>
    public IReadOnlyList<ProviderEntry> Read()
    {
        FileInfo file = new(Path);
        if (!file.Exists)
        {
            return [];
        }

        if (file.Length > MaxBytes)
        {
            throw new InvalidDataException($"{Path} is larger than {MaxBytes} bytes");
        }

        try
        {
            IReadOnlyList<ProviderEntry> entries =
                JsonSerializer.Deserialize<Content>(File.ReadAllBytes(Path), Format)?.Providers ?? [];
            Check(entries);
            return entries;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{Path} is no list of providers: {e.Message}", e);
        }
    }

    /// <summary>Writes everybody: whole or not at all.</summary>
    /// <exception cref="InvalidDataException">An entry is wrong; the message names it.</exception>
    public void Write(IReadOnlyList<ProviderEntry> entries)
    {
        Check(entries);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        string next = Path + ".new";
        File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(new Content(entries), Format));
        File.Move(next, Path, overwrite: true);
    }

    /// <summary>Replaces everybody by what <paramref name="change"/> makes of it, while nobody else changes the file;
    /// null changes nothing. True if something changed.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or an entry is wrong.</exception>
    /// <exception cref="IOException">Somebody else changes it for too long, or the disk refuses.</exception>
    public bool Change(Func<IReadOnlyList<ProviderEntry>, IReadOnlyList<ProviderEntry>?> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        using FileStream held = FileLock.Hold(Path);
        IReadOnlyList<ProviderEntry>? changed = change(Read());
        if (changed is not null)
        {
            Write(changed);
        }

        return changed is not null;
    }

    private void Check(IReadOnlyList<ProviderEntry> entries)
    {
        if (entries.Count > MaxEntries)
        {
            throw new InvalidDataException($"{Path} has more than {MaxEntries} providers");
        }

        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (ProviderEntry entry in entries)
        {
            string name = entry.Key ?? entry.Certificate ?? "";
            string? fault = names.Add(name) ? Fault(entry) : "it is there twice";
            if (fault is not null)
            {
                throw new InvalidDataException($"{Path}, provider '{name}': {fault}");
            }
        }
    }

    private static string? Fault(ProviderEntry entry)
    {
        bool isKey = entry is { Key.Length: > 0 and <= 64, Team.Length: > 0 and <= 64, PublicKey.Length: > 0 };
        bool isCertificate = entry.Certificate is { Length: 64 } digest && digest.All(char.IsAsciiHexDigit);
        if (isKey == isCertificate)
        {
            return "it needs either team, key and publicKey, or a certificate's SHA-256 in 64 hexadecimal digits";
        }

        if (entry.Topics is not { Count: > 0 and <= TopicSet.MaxPatterns })
        {
            return $"it needs 1 to {TopicSet.MaxPatterns} topics";
        }

        string? topic = entry.Topics.Select(TopicSet.Fault).FirstOrDefault(fault => fault is not null);
        return topic ?? (entry.Environment is null or "development" or "production" ? KeyFault(entry) :
            "environment is development or production, or left out");
    }

    private static string? KeyFault(ProviderEntry entry)
    {
        if (entry.PublicKey is null)
        {
            return null;
        }

        try
        {
            using ECDsa key = ProviderKey.Import(entry.PublicKey);
            return null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return $"publicKey: {e.Message}";
        }
    }

    private sealed record Content(IReadOnlyList<ProviderEntry> Providers);
}
