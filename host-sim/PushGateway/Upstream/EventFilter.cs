using HostSim.PushGateway.Provider;

namespace HostSim.PushGateway.Upstream;

/// <summary>Who may see what.</summary>
public static class EventFilter
{
    /// <summary>True if those who may push to these topics may see this: messages of their topics, and everybody's
    /// presence. A message of a topic without a name is for those who may push to all.</summary>
    public static bool Shows(TopicSet topics, UpstreamEvent happened)
    {
        ArgumentNullException.ThrowIfNull(topics);
        ArgumentNullException.ThrowIfNull(happened);
        return happened.Kind != UpstreamKind.Message
            || (happened.Topic is null ? topics.Patterns.Contains("*") : topics.Allows(happened.Topic));
    }
}
