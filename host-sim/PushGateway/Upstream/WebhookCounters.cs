namespace HostSim.PushGateway.Upstream;

/// <summary>What became of the events that were to be told to webhooks.</summary>
public sealed class WebhookCounters
{
    /// <summary>Events that a receiver took.</summary>
    public Metric Delivered { get; } = new("gateway_webhook_delivered_total", "Events that receivers took.");

    /// <summary>Attempts that failed; most are made again.</summary>
    public Metric Failed { get; } = new("gateway_webhook_failed_total", "Attempts to tell receivers that failed.");

    /// <summary>Events given up because the receiver refused them.</summary>
    public Metric Dropped { get; } = new("gateway_webhook_dropped_total", "Events that receivers refused for good.");

    /// <summary>Every number.</summary>
    public IReadOnlyList<Metric> All => [Delivered, Failed, Dropped];
}
