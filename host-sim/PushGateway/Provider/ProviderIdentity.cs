namespace HostSim.PushGateway.Provider;

/// <summary>Who makes a request, once that is proven.</summary>
/// <param name="Name">For logs: <c>team/key</c>, or <c>cert:topic</c>.</param>
/// <param name="Topics">What they may push to and hear of.</param>
public sealed record ProviderIdentity(string Name, TopicSet Topics);
