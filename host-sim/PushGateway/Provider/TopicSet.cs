namespace HostSim.PushGateway.Provider;

/// <summary>The topics that a provider may push to.</summary>
/// <remarks>
/// <code>
/// *            every topic
/// a.b.*        every topic that begins with "a.b."
/// a.b          this one, and this one with the ending of a push type (a.b.voip)
/// </code>
/// </remarks>
public sealed class TopicSet(IReadOnlyList<string> patterns)
{
    /// <summary>Most patterns of one provider.</summary>
    public const int MaxPatterns = 256;

    /// <summary>The patterns, as they were configured.</summary>
    public IReadOnlyList<string> Patterns { get; } = patterns;

    /// <summary>True if a push to this topic is allowed.</summary>
    public bool Allows(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        string bare = PushType.Bare(topic);
        for (int at = 0; at < Patterns.Count; at++)
        {
            if (Fits(Patterns[at], topic) || Fits(Patterns[at], bare))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True if both were configured with the same patterns.</summary>
    public bool SameAs(TopicSet other) =>
        Patterns.Order(StringComparer.Ordinal).SequenceEqual(other.Patterns.Order(StringComparer.Ordinal));

    /// <summary>Why a text is no pattern; null if it is one.</summary>
    public static string? Fault(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ReadOnlySpan<char> name = pattern.EndsWith(".*", StringComparison.Ordinal) ? pattern.AsSpan()[..^2] : pattern;
        if (pattern is "*")
        {
            return null;
        }

        return name.Length is > 0 and <= 255 && !name.Contains('*') && name.IndexOfAnyExceptInRange('!', '~') < 0
            ? null
            : $"'{pattern}' is no topic: printable ASCII without space, or that and '.*', or '*' alone";
    }

    private static bool Fits(string pattern, string topic) => pattern.EndsWith('*')
        ? topic.AsSpan().StartsWith(pattern.AsSpan()[..^1], StringComparison.Ordinal)
        : topic == pattern;
}
