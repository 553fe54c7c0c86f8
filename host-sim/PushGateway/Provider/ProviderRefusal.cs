namespace HostSim.PushGateway.Provider;

/// <summary>A request of a provider that is refused; the endpoint turns it into the answer.</summary>
/// <param name="reason">Why.</param>
/// <param name="since">With 410: since when the device token is no longer good.</param>
public sealed class ProviderRefusal(ApnsReason reason, DateTimeOffset? since = null) : Exception(reason.Name)
{
    /// <summary>Why.</summary>
    public ApnsReason Reason { get; } = reason;

    /// <summary>Since when the device token is no longer good; null if that is not the reason.</summary>
    public DateTimeOffset? Since { get; } = since;
}
