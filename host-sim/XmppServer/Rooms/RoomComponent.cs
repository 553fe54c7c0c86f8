using System.Xml.Linq;
using HostSim.XmppServer.Messaging;
using HostSim.XmppServer.Services;

namespace HostSim.XmppServer.Rooms;

/// <summary>
/// Chat rooms at conference.domain (XEP-0045), as far as a device needs them: join, who is there, talk, private
/// messages,
/// subject, change of nick and leave. Rooms are open and vanish with their last occupant; there is no moderation.
/// </summary>
internal sealed class RoomComponent(XmppDomain domain) : IComponent
{
    private readonly Dictionary<string, Room> _rooms = [];
    private readonly RoomPresence _presence = new(domain);

    /// <inheritdoc/>
    public Jid Jid { get; } = new(null, "conference." + domain.Name);

    /// <inheritdoc/>
    public string Title => "Rooms";

    /// <inheritdoc/>
    public void Handle(XElement stanza, Jid from, Jid to)
    {
        switch (stanza.Name.LocalName)
        {
            case "presence":
                Presence(stanza, from, to);
                break;
            case "message":
                Message(stanza, from, to);
                break;
            default:
                Query(stanza, to);
                break;
        }
    }

    private void Presence(XElement presence, Jid from, Jid to)
    {
        if (to.Local is null || presence.Type() is not (null or "unavailable" or "error"))
        {
            return;
        }

        Room? room = _rooms.GetValueOrDefault(to.Local);
        if (presence.Type() is not null)
        {
            Leave(room, from, presence);
        }
        else if (to.Resource is null)
        {
            domain.Router.Route(Stanzas.ErrorFor(presence, StanzaFault.JidMalformed));
        }
        else
        {
            Enter(room, presence, from, to);
        }
    }

    private void Enter(Room? room, XElement presence, Jid from, Jid to)
    {
        DomainLimits limits = domain.Options.Limits;
        Occupant? here = room?.Find(from);
        Occupant? named = room?.Named(to.Resource);
        StanzaFault? fault = null;
        if (named is not null && named != here && !named.Jid.SameBare(from))
        {
            fault = StanzaFault.Conflict;
        }
        else if (here is null && IsFull(room, limits))
        {
            fault = new StanzaFault("wait", "service-unavailable", "The room is full");
        }

        if (fault is not null)
        {
            domain.Router.Route(Stanzas.ErrorFor(presence, fault));
        }
        else if (here is not null)
        {
            _presence.Changed(room!, here, presence, to.Resource!);
        }
        else
        {
            _presence.Joined(room ?? Open(to), presence, from, to.Resource!);
        }
    }

    private bool IsFull(Room? room, DomainLimits limits) =>
        room is null ? _rooms.Count >= limits.Rooms : room.Occupants.Count >= limits.Occupants;

    private Room Open(Jid to)
    {
        Room room = new(to.Bare, domain.Options.Limits.RoomHistory);
        _rooms.Add(to.Local!, room);
        return room;
    }

    private void Leave(Room? room, Jid from, XElement presence)
    {
        if (room?.Find(from) is not { } occupant)
        {
            return;
        }

        _presence.Left(room, occupant, presence);
        if (room.Occupants.Count == 0)
        {
            _rooms.Remove(room.Jid.Local!);
        }
    }

    private void Message(XElement message, Jid from, Jid to)
    {
        Room? room = to.Local is null ? null : _rooms.GetValueOrDefault(to.Local);
        Occupant? speaker = room?.Find(from);
        if (message.IsError())
        {
            return;
        }

        if (room is null)
        {
            domain.Router.Bounce(message, StanzaFault.ItemNotFound);
        }
        else if (speaker is null)
        {
            domain.Router.Bounce(message, StanzaFault.NotAcceptable);
        }
        else if (to.Resource is not null)
        {
            Whisper(message, room, speaker, to.Resource);
        }
        else if (message.Type() == "groupchat")
        {
            Say(message, room, speaker);
        }
        else
        {
            domain.Router.Bounce(message, StanzaFault.BadRequest);
        }
    }

    private void Say(XElement message, Room room, Occupant speaker)
    {
        XElement said = Stanzas.Readdressed(message, room.Address(speaker), null);
        bool subject =
            said.Element(Xmlns.Client + "subject") is not null && said.Element(Xmlns.Client + "body") is null;
        if (subject)
        {
            room.Subject = said;
        }
        else
        {
            XElement kept = new(said);
            kept.Add(Stanzas.Delay(room.Jid.ToString(), domain.Now));
            room.Remember(kept);
        }

        foreach (Occupant occupant in room.Occupants.ToArray())
        {
            domain.Router.Route(Stanzas.Readdressed(said, null, occupant.Jid));
        }
    }

    private void Whisper(XElement message, Room room, Occupant speaker, string nick)
    {
        if (message.Type() == "groupchat")
        {
            domain.Router.Bounce(message, StanzaFault.BadRequest);
        }
        else if (room.Named(nick) is { } listener)
        {
            XElement whispered = Stanzas.Readdressed(message, room.Address(speaker), listener.Jid);
            whispered.Add(new XElement(Xmlns.MucUser + "x"));
            domain.Router.Route(whispered);
        }
        else
        {
            domain.Router.Bounce(message, StanzaFault.ItemNotFound);
        }
    }

    private void Query(XElement iq, Jid to)
    {
        if (iq.IsRequest())
        {
            domain.Router.Route(Answer(iq.Elements().First(), to, iq.Type() == "set").ToStanza(iq));
        }
    }

    private IqReply Answer(XElement payload, Jid to, bool isSet)
    {
        Room? room = to.Local is null ? null : _rooms.GetValueOrDefault(to.Local);
        if (to.Local is not null && room is null)
        {
            return StanzaFault.ItemNotFound;
        }

        // A room is usable at once; accepting the empty form is how a client says that this is fine (XEP-0045 §10.1.2).
        if (payload.Name.Namespace == Xmlns.MucOwner && isSet && room is not null)
        {
            return IqReply.Empty;
        }

        if (isSet || to.Resource is not null)
        {
            return StanzaFault.ServiceUnavailable;
        }

        if (payload.Name == Xmlns.DiscoInfo + "query")
        {
            string[] features =
                [Xmlns.DiscoInfo.NamespaceName, Xmlns.DiscoItems.NamespaceName, Xmlns.Muc.NamespaceName];
            string[] open =
                [.. features, "muc_open", "muc_temporary", "muc_public", "muc_nonanonymous", "muc_unmoderated"];
            string name = room?.Jid.Local ?? Title;
            return IqReply.With(Disco.Info(null, "conference", "text", name, room is null ? features : open));
        }

        if (payload.Name == Xmlns.DiscoItems + "query")
        {
            IEnumerable<XElement> items = room is null
                ? _rooms.Values.Select(one => Disco.Item(one.Jid, null, one.Jid.Local))
                : room.Occupants.Select(one => Disco.Item(room.Address(one), null, null));
            return IqReply.With(new XElement(Xmlns.DiscoItems + "query", items));
        }

        return payload.Name.Namespace == Xmlns.Ping ? IqReply.Empty : StanzaFault.ServiceUnavailable;
    }
}
