using Core.Agent;
using Courier;
using Esp32.Provisioning;

namespace App;

/// <summary>The keys <c>courier.…</c>.</summary>
public sealed class CourierBriefing : LinkBriefing
{
    private static readonly int[] Needed = { ConfigKey.CourierHost };

    /// <inheritdoc/>
    public override string Name => "courier";

    /// <inheritdoc/>
    public override string Wanting(DeviceConfig config) => config.Missing(Needed);

    /// <inheritdoc/>
    public override LinkConfig Of(DeviceConfig config)
    {
        CourierConfig courier = new()
        {
            Host = config[ConfigKey.CourierHost],
            TlsName = config[ConfigKey.CourierName],
        };
        courier.Port = config.Number(ConfigKey.CourierPort, courier.Port);
        courier.Topic = config[ConfigKey.CourierTopic] ?? courier.Topic;
        return courier;
    }
}
