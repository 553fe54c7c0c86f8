using System.Xml.Linq;
using HostSim.XmppServer.Messaging;
using HostSim.XmppServer.Services;

namespace HostSim.XmppServer.PubSub;

/// <summary>
/// The service at pubsub.domain (XEP-0060): anybody with an account may create nodes there. It sees nobody's
/// presence, so
/// the last item follows a subscription at most, also where a node says on_sub_and_presence.
/// </summary>
internal sealed class PubSubComponent(XmppDomain domain) : IComponent
{
    private readonly PubSubHost _host = new(new Jid(null, "pubsub." + domain.Name), isPep: false);
    private readonly PubSubRequests _requests = new(domain);

    /// <inheritdoc/>
    public Jid Jid => _host.Jid;

    /// <inheritdoc/>
    public string Title => "Publish and subscribe";

    /// <inheritdoc/>
    public void Handle(XElement stanza, Jid from, Jid to)
    {
        if (!stanza.IsRequest())
        {
            return;
        }

        XElement payload = stanza.Elements().First();
        IqReply reply = Answer(new IqRequest(stanza, payload, from, null));
        domain.Router.Route(reply.ToStanza(stanza));
        reply.Then?.Invoke();
    }

    private IqReply Answer(IqRequest request)
    {
        XNamespace space = request.Payload.Name.Namespace;
        if (space == Xmlns.PubSub || space == Xmlns.PubSubOwner)
        {
            return _requests.Handle(_host, request);
        }

        if ((space == Xmlns.DiscoInfo || space == Xmlns.DiscoItems) && !request.IsSet)
        {
            return Discover(request, space == Xmlns.DiscoInfo);
        }

        return space == Xmlns.Ping ? IqReply.Empty : StanzaFault.ServiceUnavailable;
    }

    private IqReply Discover(IqRequest request, bool info)
    {
        if (PubSubDisco.Answer(domain, _host, request, info) is { } reply)
        {
            return reply;
        }

        string[] features =
            [Xmlns.DiscoInfo.NamespaceName, Xmlns.DiscoItems.NamespaceName, .. PubSubDisco.Features(false)];
        return IqReply.With(info
            ? Disco.Info(null, "pubsub", "service", Title, features)
            : PubSubDisco.Nodes(domain, _host, request.From));
    }
}
