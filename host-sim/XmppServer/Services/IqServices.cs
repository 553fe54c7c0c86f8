using System.Xml.Linq;

namespace HostSim.XmppServer.Services;

/// <summary>A query the server answers itself.</summary>
/// <param name="Iq">The whole stanza.</param>
/// <param name="Payload">Its only child.</param>
/// <param name="From">The full JID that asks.</param>
/// <param name="Account">The account it is addressed to, or null for the server.</param>
internal sealed record IqRequest(XElement Iq, XElement Payload, Jid From, Account? Account)
{
    public bool IsSet => Iq.Type() == "set";

    /// <summary>True if the account itself asks.</summary>
    public bool FromOwner => Account is not null && From.SameBare(Account.Jid);
}

/// <summary>
/// The answer to a query: a payload, nothing, or a fault, and what is to happen once it is on its way.
/// </summary>
internal readonly record struct IqReply(XElement? Payload, StanzaFault? Fault, Action? Then = null)
{
    public static IqReply Empty => new(null, null);

    public static implicit operator IqReply(StanzaFault fault) => new(null, fault);

    public static IqReply With(XElement payload, Action? then = null) => new(payload, null, then);

    public XElement ToStanza(XElement iq) =>
        Fault is null ? Stanzas.ResultFor(iq, Payload) : Stanzas.ErrorFor(iq, Fault);
}

/// <summary>Answers queries with certain payloads.</summary>
internal interface IIqService
{
    /// <summary>The payloads it answers.</summary>
    IReadOnlyList<XName> Payloads { get; }

    /// <summary>Answers one query.</summary>
    IqReply Handle(IqRequest request);
}

/// <summary>Queries to the server and to bare JIDs; what nobody knows is service-unavailable (RFC 6120 §8.4).</summary>
internal sealed class IqServices
{
    private readonly XmppDomain _domain;
    private readonly Dictionary<XName, IIqService> _byPayload = [];

    public IqServices(XmppDomain domain)
    {
        _domain = domain;
        IIqService[] services =
            [domain.Rosters, domain.Pep, new Disco(domain), new Basics(domain), new Blocking(domain)];
        foreach (IIqService service in services)
        {
            foreach (XName payload in service.Payloads)
            {
                _byPayload.Add(payload, service);
            }
        }
    }

    /// <summary>A query to the domain.</summary>
    public void ToServer(XElement iq, Jid from, Jid to)
    {
        if (to.Resource is null || iq.IsRequest())
        {
            Answer(iq, from, null);
        }
    }

    /// <summary>A query to an account's bare JID, or without an address (then <paramref name="to"/> is null).</summary>
    public void ToAccount(XElement iq, Jid from, Jid? to, Account account) => Answer(iq, from, account);

    private void Answer(XElement iq, Jid from, Account? account)
    {
        if (!iq.IsRequest())
        {
            _domain.Capabilities.Answered(iq, from);
            return;
        }

        XElement payload = iq.Elements().First();
        IqRequest request = new(iq, payload, from, account);
        IqReply reply = _byPayload.TryGetValue(payload.Name, out IIqService? service)
            ? service.Handle(request)
            : StanzaFault.ServiceUnavailable;
        XElement answer = reply.ToStanza(iq);
        if (iq.To() is not null)
        {
            _domain.Router.Route(answer);
        }
        else
        {
            account?.Find(from.Resource)?.Deliver(answer);
        }

        reply.Then?.Invoke();
    }
}
