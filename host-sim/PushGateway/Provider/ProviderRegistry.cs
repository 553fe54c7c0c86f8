using System.Collections.Frozen;
using System.Security.Cryptography;

namespace HostSim.PushGateway.Provider;

/// <summary>Everybody who may push, kept in step with the file: what <c>gateway provider</c> adds or removes counts
/// within a second, without a restart.</summary>
public sealed class ProviderRegistry
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly ProviderFile _file;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private Snapshot _now = new([]);
    private (DateTime Written, long Length) _seen;
    private (DateTime Written, long Length) _refused;
    private long _lookedAt;

    /// <summary>The providers of this file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public ProviderRegistry(ProviderFile file, TimeProvider clock, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _file = file;
        _clock = clock;
        _logger = logger;
        _lookedAt = clock.GetTimestamp();
        _seen = Stamp();
        _now = new Snapshot(file.Read());
    }

    /// <summary>The key of this id; null if there is none.</summary>
    public ProviderKey? Key(string id) => Current().Keys.GetValueOrDefault(id);

    /// <summary>The entry of the certificate with this SHA-256 in hexadecimal; null if nobody may use it.</summary>
    public ProviderEntry? Certificate(string sha256) => Current().Certificates.GetValueOrDefault(sha256);

    private Snapshot Current()
    {
        if (_clock.GetElapsedTime(Volatile.Read(ref _lookedAt)) >= LookAgain)
        {
            lock (_gate)
            {
                LookIntoFile();
            }
        }

        return Volatile.Read(ref _now);
    }

    // A file that cannot be read changes nothing: a slip of the editor must not lock everybody out.
    private void LookIntoFile()
    {
        Volatile.Write(ref _lookedAt, _clock.GetTimestamp());
        (DateTime, long) stamp = Stamp();
        if (stamp == _seen)
        {
            return;
        }

        try
        {
            Volatile.Write(ref _now, new Snapshot(_file.Read()));
            _seen = stamp;
            _logger.LogInformation("{File} was read again", _file.Path);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException
            or CryptographicException)
        {
            // Once for each state of the file, however often it is looked at.
            _logger.Log(_refused == stamp ? LogLevel.Debug : LogLevel.Error,
                "{File} is not used, the providers stay as they were: {Fault}", _file.Path, e.Message);
            _refused = stamp;
        }
    }

    private (DateTime Written, long Length) Stamp()
    {
        FileInfo file = new(_file.Path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }

    private sealed class Snapshot(IReadOnlyList<ProviderEntry> entries)
    {
        public FrozenDictionary<string, ProviderKey> Keys { get; } = entries.Where(entry => entry.Key is not null)
            .ToFrozenDictionary(entry => entry.Key!, entry => new ProviderKey(entry), StringComparer.Ordinal);

        public FrozenDictionary<string, ProviderEntry> Certificates { get; } = entries
            .Where(entry => entry.Certificate is not null)
            .ToFrozenDictionary(entry => entry.Certificate!, StringComparer.OrdinalIgnoreCase);
    }
}
