using System.Xml.Linq;

namespace HostSim.XmppServer.Rooms;

/// <summary>
/// Presence in a room (XEP-0045 §7): who joins sees everybody, then itself with status 110, then the history and the
/// subject; a change of nick is 303, and every message ends with the subject.
/// </summary>
internal sealed class RoomPresence(XmppDomain domain)
{
    public void Joined(Room room, XElement presence, Jid jid, string nick)
    {
        bool created = room.Occupants.Count == 0;
        Occupant newcomer = new(jid, nick, created) { Presence = presence };
        foreach (Occupant other in room.Occupants)
        {
            Send(room, other, newcomer, null, []);
        }

        room.Occupants.Add(newcomer);
        Broadcast(room, newcomer, null, created ? ["201", "100"] : ["100"]);
        foreach (XElement message in History(room, presence))
        {
            domain.Router.Route(Stanzas.Readdressed(message, null, jid));
        }

        XElement subject =
            room.Subject ?? Stanzas.Message(room.Jid, jid, "groupchat", new XElement(Xmlns.Client + "subject"));
        domain.Router.Route(Stanzas.Readdressed(subject, null, jid));
    }

    public void Changed(Room room, Occupant occupant, XElement presence, string nick)
    {
        if (nick != occupant.Nick)
        {
            occupant.Presence = Stanzas.Presence(occupant.Jid, null, "unavailable");
            Broadcast(room, occupant, nick, ["303"]);
            occupant.Nick = nick;
        }

        occupant.Presence = presence;
        Broadcast(room, occupant, null, []);
    }

    public void Left(Room room, Occupant occupant, XElement presence)
    {
        occupant.Presence = presence.IsError() ? Stanzas.Presence(occupant.Jid, null, "unavailable") : presence;
        Broadcast(room, occupant, null, []);
        room.Occupants.Remove(occupant);
    }

    private void Broadcast(Room room, Occupant about, string? newNick, string[] own)
    {
        foreach (Occupant receiver in room.Occupants.ToArray())
        {
            Send(room, about, receiver, newNick, receiver == about ? own : []);
        }
    }

    private void Send(Room room, Occupant about, Occupant receiver, string? newNick, string[] own)
    {
        XElement presence = Stanzas.Readdressed(about.Presence, room.Address(about), receiver.Jid);
        presence.Elements(Xmlns.Muc + "x").Remove();
        bool gone = presence.Type() == "unavailable";
        XElement item = new(
            Xmlns.MucUser + "item",
            new XAttribute("affiliation", about.Owner ? "owner" : "none"),
            new XAttribute("role", gone && newNick is null ? "none" : about.Owner ? "moderator" : "participant"),
            new XAttribute("jid", about.Jid.ToString()));
        item.SetAttributeValue("nick", newNick);
        IEnumerable<string> codes = receiver == about ? [.. own, "110"] : newNick is null ? [] : ["303"];
        presence.Add(new XElement(
            Xmlns.MucUser + "x",
            item,
            codes.Select(code => new XElement(Xmlns.MucUser + "status", new XAttribute("code", code)))));
        domain.Router.Route(presence);
    }

    // A newcomer may ask for less history than the room would send (§7.2.13); only the count is honoured.
    private static IEnumerable<XElement> History(Room room, XElement presence)
    {
        string? wanted = (string?)presence.Child(Xmlns.Muc, "x")?.Child(Xmlns.Muc, "history")?.Attribute("maxstanzas");
        XElement[] all = [.. room.History];
        return int.TryParse(wanted, out int count) ? all.Skip(Math.Max(0, all.Length - Math.Max(0, count))) : all;
    }
}
