using System.Xml.Linq;

namespace HostSim.XmppServer.Messaging;

/// <summary>A service with a host name of its own below the domain.</summary>
internal interface IComponent
{
    /// <summary>Its address.</summary>
    Jid Jid { get; }

    /// <summary>The name people see in service discovery.</summary>
    string Title { get; }

    /// <summary>Takes a stanza addressed to the host or to somebody on it.</summary>
    void Handle(XElement stanza, Jid from, Jid to);
}
