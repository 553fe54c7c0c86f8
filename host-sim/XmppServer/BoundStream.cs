using System.Xml.Linq;

namespace HostSim.XmppServer;

/// <summary>
/// Everything a bound stream says: stanzas, stream management (XEP-0198) and client state (XEP-0352).
/// </summary>
internal sealed class BoundStream(ServerSession session, XmppDomain domain)
{
    public void Handle(XElement element)
    {
        Resource resource = session.Resource!;
        if (Stanzas.IsStanza(element))
        {
            if (resource.Sm is { } sm)
            {
                sm.Handled++;
            }

            domain.Inbound.Handle(element, resource);
        }
        else if (element.Name.Namespace == Xmlns.Sm)
        {
            Management(element, resource);
        }
        else if (element.Name.Namespace != Xmlns.Csi)
        {
            session.Fail("unsupported-stanza-type", null);
        }
    }

    private void Management(XElement element, Resource resource)
    {
        switch (element.Name.LocalName)
        {
            case "enable":
                Enable(element, resource);
                break;
            case "r" when resource.Sm is { } sm:
                Answer(sm);
                break;
            case "a" when resource.Sm is { } sm:
                Acknowledged(element, sm);
                break;
            case "resume":
                session.Send(SessionRegistry.Failed("unexpected-request"));
                break;
            default:
                session.Fail("unsupported-stanza-type", null);
                break;
        }
    }

    private void Enable(XElement enable, Resource resource)
    {
        bool again = resource.Sm is not null;
        session.Send(again ? SessionRegistry.Failed("unexpected-request") : domain.Sessions.Enable(resource, enable));
    }

    private void Answer(StreamManagement sm)
    {
        if (!domain.Faults.WithholdAcks)
        {
            session.Send(new XElement(Xmlns.Sm + "a", new XAttribute("h", sm.Handled)));
        }
    }

    private void Acknowledged(XElement answer, StreamManagement sm)
    {
        if (!uint.TryParse((string?)answer.Attribute("h"), out uint handled))
        {
            session.Fail("bad-format", "h is no count");
        }
        else if (!sm.Acknowledge(handled))
        {
            XElement detail = new(
                Xmlns.Sm + "handled-count-too-high",
                new XAttribute("h", handled),
                new XAttribute("send-count", sm.Sent));
            session.Fail("undefined-condition", "Client acknowledged more stanzas than sent by server", detail: detail);
        }
    }
}
