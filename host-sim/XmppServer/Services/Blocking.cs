using System.Xml.Linq;

namespace HostSim.XmppServer.Services;

/// <summary>The block list of an account (XEP-0191): get, block, unblock, and pushes to its other resources.</summary>
internal sealed class Blocking(XmppDomain domain) : IIqService
{
    /// <inheritdoc/>
    public IReadOnlyList<XName> Payloads { get; } =
        [Xmlns.Blocking + "blocklist", Xmlns.Blocking + "block", Xmlns.Blocking + "unblock"];

    /// <inheritdoc/>
    public IqReply Handle(IqRequest request)
    {
        if (!request.FromOwner)
        {
            return StanzaFault.Forbidden;
        }

        return request.Payload.Name.LocalName switch
        {
            "blocklist" when !request.IsSet => List(request.Account!),
            "block" when request.IsSet => Block(request),
            "unblock" when request.IsSet => Unblock(request),
            _ => StanzaFault.BadRequest,
        };
    }

    private static IqReply List(Account account) => IqReply.With(new XElement(
        Xmlns.Blocking + "blocklist",
        account.Blocked.Select(jid => new XElement(Xmlns.Blocking + "item", new XAttribute("jid", jid.ToString())))));

    private IqReply Block(IqRequest request)
    {
        if (Items(request.Payload) is not { Count: > 0 } jids)
        {
            return StanzaFault.BadRequest;
        }

        HashSet<Jid> blocked = request.Account!.Blocked;
        if (blocked.Count + jids.Count > domain.Options.Limits.BlockedJids)
        {
            return StanzaFault.ResourceConstraint;
        }

        foreach (Jid jid in jids)
        {
            domain.Presence.Withdraw(request.Account, jid);
            blocked.Add(jid);
        }

        return Changed(request);
    }

    private IqReply Unblock(IqRequest request)
    {
        if (Items(request.Payload) is not { } jids)
        {
            return StanzaFault.BadRequest;
        }

        request.Account!.Blocked.RemoveWhere(jid => jids.Count == 0 || jids.Contains(jid));
        return Changed(request);
    }

    private IqReply Changed(IqRequest request)
    {
        foreach (Resource resource in request.Account!.Resources.ToArray())
        {
            resource.Deliver(new XElement(
                Xmlns.Client + "iq",
                new XAttribute("type", "set"),
                new XAttribute("id", domain.Entropy.Token(9)),
                new XAttribute("to", resource.Jid.ToString()),
                new XElement(request.Payload)));
        }

        return IqReply.Empty;
    }

    private static List<Jid>? Items(XElement payload)
    {
        List<Jid> jids = [];
        foreach (XElement item in payload.Elements(Xmlns.Blocking + "item"))
        {
            if (!Jid.TryParse((string?)item.Attribute("jid"), out Jid? jid))
            {
                return null;
            }

            jids.Add(jid);
        }

        return jids;
    }
}
