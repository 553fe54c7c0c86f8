using System.Security.Cryptography;
using System.Text.Json;
using HostSim.PushGateway.Provider;

namespace HostSim.PushGateway.Upstream;

/// <summary>
/// The addresses that are told what devices say, <c>webhooks.json</c> in the gateway's data folder, readable for its
/// owner only because of the secrets:
/// <code>{"webhooks":[{"url":"https://…","secret":"base64","topics":["*"]}]}</code>
/// </summary>
public sealed class WebhookFile(string dataFolder)
{
    /// <summary>Most addresses: each reads all events by itself.</summary>
    public const int MaxWebhooks = 16;

    private const int SecretBytes = 32;
    private const int LeastSecretBytes = 24;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.Combine(dataFolder, "webhooks.json");

    /// <summary>A new secret.</summary>
    public static string NewSecret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>Reads them all; none if there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged; the message says where.</exception>
    public IReadOnlyList<Webhook> Read()
    {
        if (!File.Exists(Path))
        {
            return [];
        }

        try
        {
            IReadOnlyList<Webhook> all =
                JsonSerializer.Deserialize<Content>(File.ReadAllBytes(Path), Format)?.Webhooks ?? [];
            Check(all);
            return all;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{Path} is no list of webhooks: {e.Message}", e);
        }
    }

    /// <summary>Writes them all: whole or not at all.</summary>
    /// <exception cref="InvalidDataException">One of them is wrong; the message names it.</exception>
    public void Write(IReadOnlyList<Webhook> all)
    {
        Check(all);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        string next = Path + ".new";
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (FileStream file = new(next, options))
        {
            JsonSerializer.Serialize(file, new Content(all), Format);
        }

        File.Move(next, Path, overwrite: true);
    }

    /// <summary>Replaces them all by what <paramref name="change"/> makes of them, while nobody else changes the file;
    /// null changes nothing. True if something changed.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or an entry is wrong.</exception>
    /// <exception cref="IOException">Somebody else changes it for too long, or the disk refuses.</exception>
    public bool Change(Func<IReadOnlyList<Webhook>, IReadOnlyList<Webhook>?> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        using FileStream held = FileLock.Hold(Path);
        IReadOnlyList<Webhook>? changed = change(Read());
        if (changed is not null)
        {
            Write(changed);
        }

        return changed is not null;
    }

    private void Check(IReadOnlyList<Webhook> all)
    {
        if (all.Count > MaxWebhooks)
        {
            throw new InvalidDataException($"{Path} has more than {MaxWebhooks} webhooks");
        }

        foreach (Webhook hook in all)
        {
            string? fault = Fault(hook) ?? hook.Topics.Select(TopicSet.Fault).FirstOrDefault(text => text is not null);
            if (fault is not null)
            {
                throw new InvalidDataException($"{Path}, webhook '{hook.Url}': {fault}");
            }
        }
    }

    private static string? Fault(Webhook hook)
    {
        bool isSafe = hook.Url.IsAbsoluteUri
            && (hook.Url.Scheme == Uri.UriSchemeHttps || (hook.Url.Scheme == Uri.UriSchemeHttp && hook.Url.IsLoopback));
        if (!isSafe || hook.Url.UserInfo.Length > 0)
        {
            return "the address must be https without a password, or http on this machine";
        }

        Span<byte> secret = stackalloc byte[256];
        return Convert.TryFromBase64String(hook.Secret, secret, out int count) && count >= LeastSecretBytes
            ? null
            : $"the secret must be base64 of {LeastSecretBytes} to 256 bytes";
    }

    private sealed record Content(IReadOnlyList<Webhook> Webhooks);
}
