using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace HostSim.XmppServer.Auth;

/// <summary>Binds a resource inside SASL2 (XEP-0386) and turns on the features named with it.</summary>
internal static class Bind2
{
    // XEP-0386 §4: a tag is short; it is only there so that people recognise the client.
    private const int MaxTag = 64;

    /// <summary>Binds and gives <c>bound</c>, or <c>failed</c> where the server refuses.</summary>
    public static XElement Bind(ServerSession session, XmppDomain domain, XElement bind, string? clientId)
    {
        if (domain.Faults.RefuseBind)
        {
            return new XElement(Xmlns.Bind2 + "failed", new XElement(Xmlns.StanzaErrors + "resource-constraint"));
        }

        string name = ResourceName(domain, session.Account!, (string?)bind.Element(Xmlns.Bind2 + "tag"), clientId);
        session.Resource = domain.Sessions.Bind(session.Account!, name, session);
        session.Resource.Carbons = bind.Child(Xmlns.Carbons, "enable") is not null;
        XElement bound = new(Xmlns.Bind2 + "bound");
        if (bind.Child(Xmlns.Sm, "enable") is { } enable)
        {
            bound.Add(domain.Sessions.Enable(session.Resource, enable));
        }

        return bound;
    }

    // The same installation gets the same name again, as on Prosody, so that its own ghost is replaced and not joined.
    private static string ResourceName(XmppDomain domain, Account account, string? tag, string? clientId)
    {
        string unique = domain.Entropy.Token(9);
        if (!string.IsNullOrEmpty(clientId))
        {
            byte[] data = Encoding.UTF8.GetBytes($"{account.Jid}\0{clientId}");
            unique = Entropy.UrlText(HMACSHA256.HashData(domain.Secret, data)[..9]);
        }

        bool usable = !string.IsNullOrEmpty(tag) && tag.Length <= MaxTag && Jid.IsResource(tag);
        return usable ? $"{tag}~{unique}" : unique;
    }
}
