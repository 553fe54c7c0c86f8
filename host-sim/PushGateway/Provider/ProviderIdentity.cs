namespace HostSim.PushGateway.Provider;

/// <summary>Who makes a request, once that is proven.</summary>
/// <param name="Name">For logs: <c>team/key</c>, or <c>cert:topic</c>.</param>
/// <param name="Topics">What they may push to and hear of.</param>
/// <param name="Topic">What a push without a topic is for; null if it has to say.</param>
public sealed record ProviderIdentity(string Name, TopicSet Topics, string? Topic = null)
{
    /// <summary>The key or the certificate that proved it, as the registry knows it.</summary>
    public required object Credential { get; init; }
}
