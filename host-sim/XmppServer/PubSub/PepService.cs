using System.Xml.Linq;
using HostSim.XmppServer.Messaging;
using HostSim.XmppServer.Services;

namespace HostSim.XmppServer.PubSub;

/// <summary>
/// Personal eventing (XEP-0163): every account is a PubSub service of its own whose audience needs no subscription,
/// only
/// to see the account's presence.
/// </summary>
internal sealed class PepService(XmppDomain domain) : IIqService
{
    private readonly PubSubRequests _requests = new(domain);
    private readonly PubSubNotifier _notifier = new(domain);

    /// <inheritdoc/>
    public IReadOnlyList<XName> Payloads { get; } = [Xmlns.PubSub + "pubsub", Xmlns.PubSubOwner + "pubsub"];

    /// <inheritdoc/>
    public IqReply Handle(IqRequest request) =>
        request.Account is null ? StanzaFault.ServiceUnavailable : _requests.Handle(request.Account.Pep, request);

    /// <summary>Resources that get events of the node without having subscribed to it.</summary>
    public IEnumerable<Resource> Audience(PubSubHost host, PubSubNode node)
    {
        Account owner = domain.Accounts.Find(host.Jid)!;
        IEnumerable<Account> contacts = owner.Roster.Items
            .Where(item => item.From)
            .Select(item => domain.Accounts.Find(item.Jid))
            .OfType<Account>();
        return contacts.Prepend(owner)
            .SelectMany(account => account.Available)
            .Where(resource => Listens(resource, host, node));
    }

    /// <summary>A resource has come online or has told its capabilities: it gets the last items (§4.3.4).</summary>
    public void Arrived(Resource resource)
    {
        IEnumerable<Account> publishers = resource.Account.Roster.Items
            .Where(item => item.To)
            .Select(item => domain.Accounts.Find(item.Jid))
            .OfType<Account>();
        foreach (PubSubHost host in publishers.Prepend(resource.Account).Select(account => account.Pep).ToArray())
        {
            foreach (PubSubNode node in host.Nodes.Values.Where(one => Listens(resource, host, one)).ToArray())
            {
                if (node.Config.SendLast == "on_sub_and_presence")
                {
                    _notifier.Last(host, node, resource.Jid);
                }
            }
        }
    }

    private bool Listens(Resource resource, PubSubHost host, PubSubNode node) =>
        resource.Presence is not null
        && !node.Subscribed(resource.Jid)
        && domain.Capabilities.Wants(resource, node.Name)
        && PubSubAccess.Obstacle(domain, host, node, resource.Jid) is null;
}
