using System.Reflection;
using System.Xml.Linq;

namespace HostSim.XmppServer.Services;

/// <summary>
/// What every server answers in a line: ping (XEP-0199), version (0092), time (0202), carbons on and off (0280), and
/// the
/// session request of RFC 3921, which old clients still send.
/// </summary>
internal sealed class Basics(XmppDomain domain) : IIqService
{
    private static readonly string ProgramVersion = typeof(Basics).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    /// <inheritdoc/>
    public IReadOnlyList<XName> Payloads { get; } =
    [
        Xmlns.Ping + "ping", Xmlns.Version + "query", Xmlns.Time + "time",
        Xmlns.Carbons + "enable", Xmlns.Carbons + "disable", Xmlns.Session + "session",
    ];

    /// <inheritdoc/>
    public IqReply Handle(IqRequest request)
    {
        XName name = request.Payload.Name;
        if (name == Xmlns.Version + "query" && !request.IsSet)
        {
            return IqReply.With(new XElement(
                Xmlns.Version + "query",
                new XElement(Xmlns.Version + "name", "host-sim"),
                new XElement(Xmlns.Version + "version", ProgramVersion)));
        }

        if (name == Xmlns.Time + "time" && !request.IsSet)
        {
            return IqReply.With(new XElement(
                Xmlns.Time + "time",
                new XElement(Xmlns.Time + "tzo", "+00:00"),
                new XElement(Xmlns.Time + "utc", Stanzas.Stamp(domain.Now))));
        }

        if (name.Namespace == Xmlns.Carbons)
        {
            return Carbons(request);
        }

        bool known = name == Xmlns.Ping + "ping" || name.Namespace == Xmlns.Session;
        return known ? IqReply.Empty : StanzaFault.BadRequest;
    }

    private static IqReply Carbons(IqRequest request)
    {
        if (!request.FromOwner || !request.IsSet || request.Account!.Find(request.From.Resource) is not { } resource)
        {
            return StanzaFault.NotAllowed;
        }

        resource.Carbons = request.Payload.Name.LocalName == "enable";
        return IqReply.Empty;
    }
}
