using Core.Agent;

namespace Esp32.Provisioning;

/// <summary>What one link has to know of the configuration, and what it would miss. The application lists these: a link
/// that is not in the list is not in the image.</summary>
public abstract class LinkBriefing
{
    /// <summary>The link's name in the key <c>links</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The first thing that the link lacks, in words; null if nothing.</summary>
    public abstract string Wanting(DeviceConfig config);

    /// <summary>What the link is told.</summary>
    public abstract LinkConfig Of(DeviceConfig config);
}
