using Esp32.Provisioning;

namespace App;

/// <summary>The links that this image has. The first is the standing one unless the configuration says
/// otherwise.</summary>
/// <remarks>To leave one out, delete its line here, its briefing beside this file, and the reference to its project.
/// For IMIP add <c>new ImipBriefing()</c>, and set <c>WithImip</c> in Agent.App.Device.nfproj to true.</remarks>
public static class Links
{
    /// <summary>All of them.</summary>
    public static LinkBriefing[] All() => new LinkBriefing[] { new XmppBriefing(), new CourierBriefing() };
}
