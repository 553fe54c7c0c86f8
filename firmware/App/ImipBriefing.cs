using Core.Agent;
using Esp32.Provisioning;
using Imip;

namespace App;

/// <summary>The keys <c>imip.…</c>. Not in the default image: <see cref="Links"/> says how it gets in.</summary>
public sealed class ImipBriefing : LinkBriefing
{
    private static readonly int[] Needed = { ConfigKey.ImipHost, ConfigKey.ImipUser, ConfigKey.ImipPassword };

    /// <inheritdoc/>
    public override string Name => "imip";

    /// <inheritdoc/>
    public override string Wanting(DeviceConfig config) => config.Missing(Needed);

    /// <inheritdoc/>
    public override LinkConfig Of(DeviceConfig config) => new ImipConfig
    {
        Host = config[ConfigKey.ImipHost],
        Port = config.Number(ConfigKey.ImipPort, 0),
        User = config[ConfigKey.ImipUser],
        Password = config[ConfigKey.ImipPassword],
        TlsName = config[ConfigKey.ImipName],
        AllowPlain = config.IsSet(ConfigKey.ImipPlain),
    };
}
