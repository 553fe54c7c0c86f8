using System.Xml.Linq;
using HostSim.XmppServer.Auth;

namespace HostSim.XmppServer;

/// <summary>What a stream offers next (RFC 6120 §4.3.2), which depends on how far it has come.</summary>
internal static class StreamFeatures
{
    public static XElement For(ServerSession session, XmppDomain domain)
    {
        XElement features = new(Xmlns.Stream + "features");
        if (session.Account is not null)
        {
            AfterAuthentication(features, session);
        }
        else
        {
            BeforeAuthentication(features, session, domain);
        }

        features.Add(new XElement(
            Xmlns.StreamLimits + "limits",
            new XElement(Xmlns.StreamLimits + "max-bytes", domain.Options.Limits.StanzaBytes)));
        return features;
    }

    /// <summary>True where SASL2 is offered: real servers want to know who asks before they do.</summary>
    public static bool OffersSasl2(ServerSession session, XmppDomain domain) =>
        domain.Options.OfferSasl2 && OffersSasl(session, domain) && domain.Accounts.MayAsk(session.ClaimedFrom);

    public static bool OffersSasl(ServerSession session, XmppDomain domain) =>
        session.Encrypted || !domain.Options.RequireTls;

    private static void BeforeAuthentication(XElement features, ServerSession session, XmppDomain domain)
    {
        if (!session.Encrypted)
        {
            XElement? required = domain.Options.RequireTls ? new XElement(Xmlns.Tls + "required") : null;
            features.Add(new XElement(Xmlns.Tls + "starttls", required));
        }

        if (!OffersSasl(session, domain))
        {
            return;
        }

        IReadOnlyList<string> mechanisms = SaslCatalog.Offered(session, domain);
        if (OffersSasl2(session, domain))
        {
            features.Add(Authentication(mechanisms, domain));
        }

        features.Add(new XElement(
            Xmlns.Sasl + "mechanisms",
            mechanisms.Select(name => new XElement(Xmlns.Sasl + "mechanism", name))));
    }

    private static XElement Authentication(IReadOnlyList<string> mechanisms, XmppDomain domain)
    {
        XElement inline = new(
            Xmlns.Sasl2 + "inline",
            new XElement(
                Xmlns.Bind2 + "bind",
                new XElement(
                    Xmlns.Bind2 + "inline",
                    new[] { Xmlns.Carbons, Xmlns.Csi, Xmlns.Sm }.Select(BindFeature))),
            new XElement(Xmlns.Sm + "sm"));
        if (domain.Options.OfferFast)
        {
            inline.Add(new XElement(Xmlns.Fast + "fast", new XElement(Xmlns.Fast + "mechanism", FastTokens.Mechanism)));
        }

        return new XElement(
            Xmlns.Sasl2 + "authentication",
            mechanisms.Select(name => new XElement(Xmlns.Sasl2 + "mechanism", name)),
            inline);
    }

    private static XElement BindFeature(XNamespace name) =>
        new(Xmlns.Bind2 + "feature", new XAttribute("var", name.NamespaceName));

    private static void AfterAuthentication(XElement features, ServerSession session)
    {
        if (session.Resource is null)
        {
            features.Add(
                new XElement(Xmlns.Bind + "bind", new XElement(Xmlns.Bind + "required")),
                new XElement(Xmlns.Session + "session", new XElement(Xmlns.Session + "optional")),
                new XElement(Xmlns.Sm + "sm", new XElement(Xmlns.Sm + "optional")));
        }

        features.Add(new XElement(Xmlns.RosterVersion + "ver"), new XElement(Xmlns.Csi + "csi"));
    }
}
