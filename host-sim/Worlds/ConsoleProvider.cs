using System.Security.Cryptography;
using HostSim.Network;
using HostSim.Operator.Push;
using HostSim.PushGateway.Provider;

namespace HostSim.Worlds;

/// <summary>Pushes for the console as any provider does: HTTP/2, TLS and a token signed with a key that the gateway
/// knows. The key lives as long as the simulation.</summary>
internal sealed class ConsoleProvider : IDisposable
{
    private const string Team = "host-sim";
    private const string KeyId = "console";

    /// <summary>The name that the gateway gives it, and that devices know it by.</summary>
    public const string Name = $"{Team}/{KeyId}";

    private readonly PushCredentials _credentials;

    /// <summary>A provider whom the gateway with this data folder lets push to this topic.</summary>
    /// <exception cref="InvalidDataException">The gateway's list of providers is damaged.</exception>
    public ConsoleProvider(string dataFolder, string topic)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _credentials = new PushCredentials(Team, KeyId, key.ExportPkcs8PrivateKeyPem(), TimeProvider.System);
        ProviderFile file = new(dataFolder);
        file.Write(
        [
            .. file.Read().Where(entry => entry.Key != KeyId),
            new ProviderEntry
            {
                Team = Team, Key = KeyId, PublicKey = key.ExportSubjectPublicKeyInfoPem(), Topics = [topic],
            },
        ]);
    }

    /// <summary>Pushes over a connection of its own: the gateway may have been restarted since the last one.</summary>
    /// <exception cref="Operator.OperatorException">The gateway cannot be reached or makes no sense.</exception>
    public async Task<PushAnswer> SendAsync(
        string host, int port, Trust trust, PushMessage message, CancellationToken cancellation)
    {
        using PushSender sender = new(new PushOptions
        {
            Host = host, Port = port, Trust = trust, Credentials = _credentials,
        });
        return await sender.SendAsync(message, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _credentials.Dispose();
}
