using System.Xml.Linq;

namespace HostSim.Operator.Tools;

/// <summary>Who is online, and how it fares: every device in the operator's roster.</summary>
internal sealed class DevicesTool(ToolSession session, ToolOutput output)
{
    // Presence of the roster comes right after our own; those who are offline say nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private static readonly string[] Headings =
        ["device", "state", "status", "uptime", "free", "reconnects", "commands", "dropped"];

    private sealed record Device(
        string Jid, string State, string Status, IReadOnlyDictionary<string, string> Health);

    /// <summary>Prints them.</summary>
    public async Task<int> RunAsync()
    {
        string[] known = await session.InTimeAsync("roster", RosterAsync);
        await WaitAsync(known);
        Device[] devices = await Task.WhenAll(known.Select(LookAsync));
        if (output.IsJson)
        {
            Array.ForEach(devices, output.Json);
        }
        else
        {
            output.Table(Headings, [.. devices.Select(Row)]);
        }

        return ExitCode.Done;
    }

    private async Task<string[]> RosterAsync(CancellationToken cancellation)
    {
        XElement roster = await session.Client.AskAsync(
            "get", "", new XElement(XmppNames.Roster + "query"), cancellation);
        return
        [
            .. roster.Descendants(XmppNames.Roster + "item")
                .Where(item => item.Attribute("subscription")?.Value is "to" or "both")
                .Select(item => item.Attribute("jid")?.Value ?? "").Order(StringComparer.Ordinal),
        ];
    }

    private async Task WaitAsync(string[] known)
    {
        long end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (known.Any(jid => session.Client.FullJidOf(jid) is null) && Environment.TickCount64 < end)
        {
            await Task.Delay(LookAgain, session.Stop);
        }
    }

    private async Task<Device> LookAsync(string jid)
    {
        OnlinePeer? peer = session.Client.Online.FirstOrDefault(
            peer => peer.Jid == session.Client.FullJidOf(jid));
        if (peer is null)
        {
            return new Device(jid, "offline", "", new Dictionary<string, string>());
        }

        try
        {
            CommandReply health = await session.InTimeAsync(jid, cancellation => session.Client.RunAsync(
                jid, "health", new Dictionary<string, string>(), cancellation));
            return new Device(jid, "online", peer.Status, new Dictionary<string, string>(health.Result));
        }
        catch (ToolException e)
        {
            return new Device(jid, "online", e.Message, new Dictionary<string, string>());
        }
    }

    private static IReadOnlyList<string> Row(Device device) =>
    [
        device.Jid, device.State, device.Status, With(device, "uptime", " s"), With(device, "memory.free", " B"),
        With(device, "reconnects", ""), With(device, "commands", ""), With(device, "dropped", ""),
    ];

    // The device names units in the labels of its form; here the columns are known.
    private static string With(Device device, string name, string unit) =>
        device.Health.TryGetValue(name, out string? value) ? value + unit : "";
}
