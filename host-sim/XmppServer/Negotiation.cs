using System.Xml.Linq;
using HostSim.XmppServer.Auth;

namespace HostSim.XmppServer;

/// <summary>Everything a stream says before a resource is bound: STARTTLS, SASL, SASL2, bind and resume.</summary>
internal sealed class Negotiation(ServerSession session, XmppDomain domain)
{
    private readonly Sasl1Negotiation _sasl = new(session, domain);
    private readonly Sasl2Negotiation _sasl2 = new(session, domain);

    public void Handle(XElement element)
    {
        XNamespace space = element.Name.Namespace;
        if (space == Xmlns.Tls && element.Name.LocalName == "starttls")
        {
            StartTls();
        }
        else if (space == Xmlns.Sasl && session.Account is null)
        {
            _sasl.Handle(element);
        }
        else if (space == Xmlns.Sasl2 && session.Account is null)
        {
            _sasl2.Handle(element);
        }
        else if (session.Account is null)
        {
            Refuse(element);
        }
        else
        {
            Authenticated(element);
        }
    }

    // RFC 6120 §5.4.2.2: a refused STARTTLS ends the stream.
    private void StartTls()
    {
        if (session.Encrypted || session.Account is not null)
        {
            session.Send(new XElement(Xmlns.Tls + "failure"));
            session.Fail("policy-violation", "TLS is already there");
            return;
        }

        session.StartTls();
    }

    private void Refuse(XElement element)
    {
        bool known = Stanzas.IsStanza(element) || element.Name.Namespace == Xmlns.Sm;
        session.Fail(known ? "not-authorized" : "unsupported-stanza-type", null);
    }

    private void Authenticated(XElement element)
    {
        if (element.Name == Xmlns.Client + "iq" && element.Child(Xmlns.Bind, "bind") is { } bind
            && element.Type() == "set")
        {
            Bind(element, bind);
        }
        else if (element.Name == Xmlns.Sm + "resume")
        {
            Resume(element);
        }
        else if (element.Name == Xmlns.Sm + "enable")
        {
            session.Send(SessionRegistry.Failed("unexpected-request"));
        }
        else
        {
            Refuse(element);
        }
    }

    private void Bind(XElement iq, XElement bind)
    {
        string? wanted = (string?)bind.Element(Xmlns.Bind + "resource");
        StanzaFault? fault = domain.Faults.RefuseBind ? StanzaFault.ResourceConstraint : null;
        string name = string.IsNullOrEmpty(wanted) ? domain.Entropy.Token(9) : wanted;
        if (!Jid.IsResource(name))
        {
            fault = StanzaFault.BadRequest;
        }

        if (fault is not null)
        {
            session.Send(Stanzas.ErrorFor(iq, fault));
            return;
        }

        session.Resource = domain.Sessions.Bind(session.Account!, name, session);
        XElement jid = new(Xmlns.Bind + "jid", session.Resource.Jid.ToString());
        session.Send(Stanzas.ResultFor(iq, new XElement(Xmlns.Bind + "bind", jid)));
    }

    private void Resume(XElement resume)
    {
        session.Resource = domain.Sessions.Resume(session, resume, out XElement answer);
        session.Send(answer);
        session.Resource?.Replay();
    }
}
