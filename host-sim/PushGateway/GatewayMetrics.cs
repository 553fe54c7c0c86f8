namespace HostSim.PushGateway;

/// <summary>What the gateway counts on the devices' side.</summary>
public sealed class GatewayMetrics
{
    /// <summary>Every number, in the order of the page.</summary>
    public IReadOnlyList<Metric> All =>
    [
        Connections, TokensOnline, ConnectsAccepted, ConnectsRefused, ConnectionsFaulted, PushesStored, PushesDelivered,
        PushesAcknowledged, PushesRejected, PushesExpired, PushesReplaced, PushesDropped, PushesResent, PushesWaiting,
        BytesWaiting, UpstreamMessages, JournalBytes, JournalFlushes, JournalTorn, Activations, ActivationsRefused,
    ];

    /// <summary>Courier connections open now.</summary>
    public Metric Connections { get; } = Gauge("connections", "Courier connections that are open.");

    /// <summary>Base tokens with a connection now.</summary>
    public Metric TokensOnline { get; } = Gauge("tokens_online", "Tokens that are connected.");

    /// <summary>Connects answered with status 0.</summary>
    public Metric ConnectsAccepted { get; } = Counter("connects_accepted", "Connects that were welcome.");

    /// <summary>Connects answered with another status, or with a close.</summary>
    public Metric ConnectsRefused { get; } = Counter("connects_refused", "Connects that were refused.");

    /// <summary>Connections closed because of what the peer did or failed to do.</summary>
    public Metric ConnectionsFaulted { get; } = Counter("connections_faulted", "Connections ended by a fault.");

    /// <summary>Pushes written to the journal.</summary>
    public Metric PushesStored { get; } = Counter("pushes_stored", "Pushes that were made durable.");

    /// <summary>Notifications sent to devices for the first time on a connection.</summary>
    public Metric PushesDelivered { get; } = Counter("pushes_delivered", "Notifications sent to devices.");

    /// <summary>Notifications that a device confirmed.</summary>
    public Metric PushesAcknowledged { get; } = Counter("pushes_acknowledged", "Notifications devices confirmed.");

    /// <summary>Notifications that a device refused for good.</summary>
    public Metric PushesRejected { get; } = Counter("pushes_rejected", "Notifications devices refused.");

    /// <summary>Pushes whose date passed first.</summary>
    public Metric PushesExpired { get; } = Counter("pushes_expired", "Pushes whose date passed first.");

    /// <summary>Pushes that a newer one replaced.</summary>
    public Metric PushesReplaced { get; } = Counter("pushes_replaced", "Pushes that a newer one replaced.");

    /// <summary>Pushes for ignored topics, for revoked devices, or for one attempt that was not possible.</summary>
    public Metric PushesDropped { get; } = Counter("pushes_dropped", "Pushes dropped by policy.");

    /// <summary>Notifications sent again on the same connection.</summary>
    public Metric PushesResent { get; } = Counter("pushes_resent", "Notifications sent again.");

    /// <summary>Pushes in the store now.</summary>
    public Metric PushesWaiting { get; } = Gauge("pushes_waiting", "Pushes in the store.");

    /// <summary>Bytes of payload in the store now.</summary>
    public Metric BytesWaiting { get; } = Gauge("pushes_waiting_bytes", "Bytes of payload in the store.");

    /// <summary>Messages that devices sent.</summary>
    public Metric UpstreamMessages { get; } = Counter("upstream_messages", "Messages that devices sent.");

    /// <summary>Bytes in the journal's files now.</summary>
    public Metric JournalBytes { get; } = Gauge("journal_bytes", "Bytes in the journal's files.");

    /// <summary>How often the journal was flushed to the disk; many records share one.</summary>
    public Metric JournalFlushes { get; } = Counter("journal_flushes", "Flushes of the journal to the disk.");

    /// <summary>Torn last records found at start.</summary>
    public Metric JournalTorn { get; } = Counter("journal_torn", "Torn last records found at start.");

    /// <summary>Devices activated.</summary>
    public Metric Activations { get; } = Counter("activations", "Devices activated.");

    /// <summary>Attempts to activate that were refused.</summary>
    public Metric ActivationsRefused { get; } = Counter("activations_refused", "Attempts to activate refused.");

    private static Metric Counter(string name, string meaning) => new($"gateway_{name}_total", meaning);

    private static Metric Gauge(string name, string meaning) => new($"gateway_{name}", meaning, isGauge: true);
}
