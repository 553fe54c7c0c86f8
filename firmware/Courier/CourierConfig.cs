using Core;
using Core.Agent;

namespace Courier;

/// <summary>What a device has to be told once to keep a Courier connection.</summary>
public sealed class CourierConfig : LinkConfig
{
    /// <summary>Host of the gateway.</summary>
    public string Host;

    /// <summary>Port of the gateway.</summary>
    public int Port = 5223;

    /// <summary>Name that the gateway's certificate must carry; null for the host.</summary>
    public string TlsName;

    /// <summary>What pushes to this device are about: a dotted name, as providers give it.</summary>
    public string Topic = "agent.device";

    /// <summary>Asks for a token of the topic beside the device's own, by which providers then know the
    /// device.</summary>
    public bool AsksTopicToken = true;

    /// <summary>Longest keep-alive interval in ms.</summary>
    public int KeepAliveMaximumMs = Limits.PushKeepAliveMaximumMs;

    /// <inheritdoc/>
    public override string Missing => IsEmpty(Host) ? "Courier.Host" : IsEmpty(Topic) ? "Courier.Topic" : null;

    /// <inheritdoc/>
    public override Link Make(LinkParts parts) => new CourierLink(this, parts);
}
