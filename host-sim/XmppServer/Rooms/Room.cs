using System.Xml.Linq;

namespace HostSim.XmppServer.Rooms;

/// <summary>Somebody in a room.</summary>
internal sealed class Occupant(Jid jid, string nick, bool owner)
{
    public Jid Jid { get; } = jid;

    public string Nick { get; set; } = nick;

    public bool Owner { get; } = owner;

    public XElement Presence { get; set; } = new("none");
}

/// <summary>One chat room: who is there and what was said last.</summary>
internal sealed class Room(Jid jid, int historyLimit)
{
    private readonly Queue<XElement> _history = new();

    public Jid Jid { get; } = jid;

    public List<Occupant> Occupants { get; } = [];

    /// <summary>The last message that set the subject, or null.</summary>
    public XElement? Subject { get; set; }

    public IEnumerable<XElement> History => _history;

    public Occupant? Find(Jid jid) => Occupants.Find(occupant => occupant.Jid == jid);

    public Occupant? Named(string? nick) => Occupants.Find(occupant => occupant.Nick == nick);

    public Jid Address(Occupant occupant) => Jid.With(occupant.Nick);

    public void Remember(XElement message)
    {
        _history.Enqueue(message);
        while (_history.Count > historyLimit)
        {
            _history.Dequeue();
        }
    }
}
