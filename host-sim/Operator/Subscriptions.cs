using System.Xml.Linq;

namespace HostSim.Operator;

/// <summary>What the operator sets up after each login: its presence, its sight of the devices, its nodes.</summary>
internal sealed class Subscriptions(OperatorClient client, OperatorOptions options, ILogger logger)
{
    // A device makes its node when it first comes online, which may be after us.
    private static readonly TimeSpan NodeRetry = TimeSpan.FromSeconds(2);

    /// <summary>Every node is subscribed to.</summary>
    public bool IsSettled { get; private set; }

    /// <summary>Sets everything up; calls <paramref name="online"/> when questions can be asked. Ends with the
    /// connection; never throws.</summary>
    public async Task SettleAsync(Action online, CancellationToken cancellation)
    {
        IsSettled = false;
        try
        {
            XElement roster = await client.AskAsync(
                "get", "", new XElement(XmppNames.Roster + "query"), cancellation);
            await client.SendAsync(new XElement(XmppNames.Client + "presence"), cancellation);
            foreach (string device in options.Devices.Where(device => !IsSeen(roster, device)))
            {
                await client.SendAsync(
                    new XElement(XmppNames.Client + "presence", new XAttribute("type", "subscribe"),
                        new XAttribute("to", device)), cancellation);
            }

            online();
            await Task.WhenAll(options.Nodes.Select(
                node => client.SubscribeSoonAsync(node, NodeRetry, cancellation)));
            IsSettled = true;
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (OperatorException e)
        {
            logger.LogInformation("operator {Jid}: {Why}", options.Jid, e.Message);
        }
    }

    private static bool IsSeen(XElement roster, string device) =>
        roster.Descendants(XmppNames.Roster + "item").Any(item =>
            XmppNames.Bare(item.Attribute("jid")?.Value ?? "") == XmppNames.Bare(device)
            && item.Attribute("subscription")?.Value is "to" or "both");
}
