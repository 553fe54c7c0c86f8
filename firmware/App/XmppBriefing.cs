using Core.Agent;
using Esp32.Provisioning;
using Xmpp;

namespace App;

/// <summary>The keys <c>xmpp.…</c>.</summary>
public sealed class XmppBriefing : LinkBriefing
{
    private const string OwnPubSub = "pep";

    private static readonly int[] Needed = { ConfigKey.Domain, ConfigKey.User };

    /// <inheritdoc/>
    public override string Name => "xmpp";

    /// <inheritdoc/>
    public override string Wanting(DeviceConfig config)
    {
        string missing = config.Missing(Needed);
        return missing == null && config[ConfigKey.Password] == null && !config.IsSet(ConfigKey.OwnCertificate)
            ? ConfigKey.Name(ConfigKey.Password) + ": is missing" : missing;
    }

    /// <inheritdoc/>
    public override LinkConfig Of(DeviceConfig config)
    {
        string pubSub = config[ConfigKey.PubSub];
        XmppConfig xmpp = new()
        {
            Domain = config[ConfigKey.Domain],
            User = config[ConfigKey.User],
            Password = config[ConfigKey.Password],
            Host = config[ConfigKey.Host],
            Port = config.Number(ConfigKey.Port, 0),
            DirectTls = config.IsSet(ConfigKey.DirectTls),
            AllowPlain = config.IsSet(ConfigKey.AllowPlain),
            UseClientCertificate = config.IsSet(ConfigKey.OwnCertificate),
            PubSubService = pubSub == OwnPubSub ? string.Empty : pubSub,
        };
        xmpp.Resource = config[ConfigKey.Resource] ?? xmpp.Resource;
        return xmpp;
    }
}
