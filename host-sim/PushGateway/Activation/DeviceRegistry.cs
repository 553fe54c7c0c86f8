using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using HostSim.Certs;
using HostSim.PushGateway.Courier;

namespace HostSim.PushGateway.Activation;

/// <summary>Which devices there are and with which certificates they may come. Follows its file, so that what another
/// process enrols or revokes counts at once.</summary>
public sealed class DeviceRegistry : IDeviceGate
{
    // A device that renews has the old and the new one for a while; more would only be left lying about.
    private const int MaxCertificates = 4;

    // 16 letters of 32 are 80 bits: nobody guesses that, so a plain hash keeps them safe at rest.
    private const int CodeLetters = 16;
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int MaxIdLength = 64;

    private readonly DeviceFile _file;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private FrozenDictionary<string, DeviceRecord> _devices = FrozenDictionary<string, DeviceRecord>.Empty;
    private (DateTime, long) _seen;
    private (DateTime, long) _refused;
    private long _version;

    /// <summary>The registry of a data folder.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public DeviceRegistry(string folder, TimeProvider clock, ILogger logger)
    {
        _file = new DeviceFile(folder);
        _clock = clock;
        _logger = logger;
        _seen = _file.Stamp();
        _devices = ById(_file.Read());
    }

    /// <summary>Every device.</summary>
    public IReadOnlyCollection<DeviceRecord> All => Volatile.Read(ref _devices).Values;

    /// <summary>Another number after every change: whoever acts on changes compares it with the one it acted on,
    /// because anybody's <see cref="Refresh"/> may be the one that notices.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>True if this may be the id of a device: letters, digits, dot, hyphen and underscore.</summary>
    public static bool IsId(string id) =>
        id is { Length: > 0 and <= MaxIdLength } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <inheritdoc/>
    public bool IsWelcome(PeerIdentity peer)
    {
        ArgumentNullException.ThrowIfNull(peer);
        Refresh();
        return Volatile.Read(ref _devices).TryGetValue(peer.Device, out DeviceRecord? device)
            && device.Revoked is null && device.Certificates.Contains(peer.Certificate);
    }

    /// <summary>True if the device may have tokens.</summary>
    public bool IsActive(string device) =>
        Volatile.Read(ref _devices).TryGetValue(device, out DeviceRecord? record) && record.Revoked is null
        && record.Certificates.Count > 0;

    /// <summary>Looks whether the file changed. One that cannot be read changes nothing, and is looked at again by the
    /// next call.</summary>
    public void Refresh()
    {
        if (_file.Stamp() == _seen)
        {
            return;
        }

        lock (_gate)
        {
            (DateTime, long) stamp = _file.Stamp();
            if (stamp == _seen)
            {
                return;
            }

            try
            {
                Volatile.Write(ref _devices, ById(_file.Read()));
                _seen = stamp;
                Volatile.Write(ref _version, _version + 1);
            }
            catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                // Once for each state of the file, however often it is looked at.
                _logger.Log(_refused == stamp ? LogLevel.Debug : LogLevel.Error,
                    "the devices stay as they were: {Fault}", e.Message);
                _refused = stamp;
            }
        }
    }

    /// <summary>Opens a code for a device, which replaces an earlier one; the only time that anybody sees it.</summary>
    public string Enrol(string device, TimeSpan lifetime)
    {
        string code = RandomNumberGenerator.GetString(Letters, CodeLetters);
        _file.Change(device, known => (known ?? new DeviceRecord { Id = device }) with
        {
            Code = Hash(code),
            CodeExpires = _clock.GetUtcNow() + lifetime,
        });
        Refresh();
        return code;
    }

    /// <summary>Uses a code up and gives the device a certificate; null if the code is wrong, used or
    /// expired.</summary>
    /// <exception cref="CryptographicException">The certificate request is none; the code stays good.</exception>
    public X509Certificate2? Activate(string device, string code, string? requestPem, CertificateAuthority authority)
    {
        ArgumentNullException.ThrowIfNull(authority);
        X509Certificate2? leaf = null;
        _file.Change(device, known =>
        {
            if (known is null || !IsGood(known, code))
            {
                return null;
            }

            leaf = requestPem is null ? authority.IssueDevice(device) : authority.IssueDevice(device, requestPem);
            return With(known, leaf) with { Code = null, CodeExpires = null };
        });
        Refresh();
        return leaf;
    }

    /// <summary>Gives a device a certificate without a code: for whoever runs gateway and device in one
    /// process.</summary>
    public X509Certificate2 Issue(string device, CertificateAuthority authority) => Issue([device], authority)[0];

    /// <summary>Lets a device in again, after it was revoked, with a certificate that it has.</summary>
    public void Admit(string device, X509Certificate2 leaf)
    {
        ArgumentNullException.ThrowIfNull(leaf);
        _file.Change(device, known => With(known ?? new DeviceRecord { Id = device }, leaf));
        Refresh();
    }

    /// <summary>Makes many devices known at once, each by a certificate that it has from elsewhere.</summary>
    public void Admit(IReadOnlyCollection<PeerIdentity> peers)
    {
        ArgumentNullException.ThrowIfNull(peers);
        Dictionary<string, string> certificates =
            peers.ToDictionary(peer => peer.Device, peer => peer.Certificate, StringComparer.Ordinal);
        _file.ChangeAll(certificates.Keys, (device, _) => new DeviceRecord
        {
            Id = device,
            Certificates = [certificates[device]],
            Activated = _clock.GetUtcNow(),
        });
        Refresh();
    }

    /// <summary>The same as <see cref="Issue(string, CertificateAuthority)"/> for many, in their order, with one
    /// write.</summary>
    public IReadOnlyList<X509Certificate2> Issue(IReadOnlyList<string> devices, CertificateAuthority authority)
    {
        ArgumentNullException.ThrowIfNull(devices);
        ArgumentNullException.ThrowIfNull(authority);
        Dictionary<string, X509Certificate2> leaves =
            devices.ToDictionary(device => device, authority.IssueDevice, StringComparer.Ordinal);
        _file.ChangeAll(devices, (device, known) => With(known ?? new DeviceRecord { Id = device }, leaves[device]));
        Refresh();
        return [.. devices.Select(device => leaves[device])];
    }

    /// <summary>Lets the device in no more; false if there is none of this id.</summary>
    public bool Revoke(string device)
    {
        bool done = _file.Change(device, known => known is null ? null : known with
        {
            Certificates = [],
            Code = null,
            CodeExpires = null,
            Revoked = _clock.GetUtcNow(),
        });
        Refresh();
        return done;
    }

    private static string Hash(string code) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(code)));

    private static FrozenDictionary<string, DeviceRecord> ById(IReadOnlyList<DeviceRecord> records) =>
        records.ToFrozenDictionary(record => record.Id, StringComparer.Ordinal);

    private DeviceRecord With(DeviceRecord known, X509Certificate2 leaf) => known with
    {
        Certificates =
        [
            .. known.Certificates.TakeLast(MaxCertificates - 1), leaf.GetCertHashString(HashAlgorithmName.SHA256),
        ],
        Activated = _clock.GetUtcNow(),
        Revoked = null,
    };

    private bool IsGood(DeviceRecord known, string code) =>
        known.Code is string hash && known.CodeExpires > _clock.GetUtcNow()
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(Hash(code)));
}
