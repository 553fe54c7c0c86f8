using System.Xml.Linq;
using HostSim.XmppServer;

namespace HostSim.Replay;

/// <summary>Everybody around the device: an operator, an administrator, a reader who listens to its nodes, and a
/// stranger. Keeps the book of all commands and answers.</summary>
internal sealed class People
{
    private const string Commands = "http://jabber.org/protocol/commands";
    private const string Service = "pubsub.iot.test";

    private static readonly XNamespace Client = "jabber:client";
    private static readonly XNamespace Event = "http://jabber.org/protocol/pubsub#event";

    private readonly XmppDomain _domain;
    private readonly Trace _trace;
    private readonly Person _operator;
    private readonly Person _boss;
    private readonly Person _viewer;
    private readonly Person _stranger;
    private readonly Dictionary<string, Order> _orders = [];
    private int _subscribed;

    public People(XmppDomain domain, Trace trace)
    {
        _domain = domain;
        _trace = trace;
        _operator = new Person(domain, "op");
        _boss = new Person(domain, "boss");
        _viewer = new Person(domain, "viewer");
        _stranger = new Person(domain, "eve");
    }

    /// <summary>In which life the device is.</summary>
    public int Life { get; set; }

    /// <summary>Every command that was given.</summary>
    public IReadOnlyCollection<Order> Orders => _orders.Values;

    /// <summary>The different contents that came under the number of a report.</summary>
    public SortedDictionary<uint, HashSet<string>> Reports { get; } = [];

    /// <summary>The reader hears of readings and results.</summary>
    public bool IsListening => _subscribed == 2;

    /// <summary>Tries to subscribe to the nodes of results and of readings.</summary>
    public void Subscribe()
    {
        _subscribed = 0;
        foreach (string node in new[] { "dev1/results", "dev1/data" })
        {
            _viewer.Say($"<iq type='set' id='sub' to='{Service}'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
                + $"<subscribe node='{node}' jid='viewer@iot.test'/></pubsub></iq>");
        }

        Hear();
    }

    /// <summary>The operator gives a command.</summary>
    public void Give(Way way, int pin, int level) => Give(_operator, way, pin, level, true);

    /// <summary>The operator gives a command that cannot be run: the level is none.</summary>
    public void GiveBad() => Give(_operator, Way.Item, 0, 7, true);

    /// <summary>Somebody tries who may not.</summary>
    public void Try(Way way, int pin, int level, bool isStranger) =>
        Give(isStranger ? _stranger : _viewer, way, pin, level, false);

    /// <summary>An item comes to the command node again, word by word.</summary>
    public void Repeat(int choice)
    {
        Order[] items = [.. Orders.Where(it => it is { Way: Way.Item, Allowed: true })];
        if (items.Length > 0)
        {
            Order again = items[choice % items.Length];
            _trace.Note($"people: again {again.Id}");
            _operator.Say(Item(again));
        }
    }

    /// <summary>The stranger makes the device believe in answers that nobody gave, and in items that nobody
    /// published.</summary>
    public void Deceive(int number, int pin)
    {
        string item = $"<item id='fake{number}' publisher='op@iot.test'>{Element(pin, 1)}</item>";
        _stranger.Say($"<iq type='result' id='q{number}' to='{DeviceJid}'><pubsub "
            + $"xmlns='http://jabber.org/protocol/pubsub'><items node='dev1/commands'>{item}</items></pubsub></iq>"
            + $"<iq type='error' id='q{number + 1}' to='{DeviceJid}'><error type='cancel'><item-not-found "
            + "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
            + $"<message to='dev1@iot.test'><event xmlns='{Event}'><items node='dev1/commands'>{item}</items>"
            + "</event></message><presence type='subscribe' to='dev1@iot.test'/>");
    }

    /// <summary>The administrator restarts the device.</summary>
    public void Restart(int number) => _boss.Say(Request($"restart{number}", $"<command xmlns='{Commands}' "
        + "node='restart' action='execute'/>"));

    /// <summary>The operator asks for reports of the button.</summary>
    public void Watch() => _operator.Say(Request("watch", Command("pin.watch", ("pin", 40), ("on", 1))));

    /// <summary>Listens to what has come to everybody.</summary>
    public void Hear()
    {
        foreach (Person person in new[] { _operator, _boss, _viewer, _stranger })
        {
            foreach (XElement element in person.Hear())
            {
                _trace.Note($"{person.User} hears {element.ToString(SaveOptions.DisableFormatting)}");
                Take(element);
            }
        }
    }

    /// <summary>The command that moves this output to this level.</summary>
    public Order? OrderOf(int pin, int level) => Orders.FirstOrDefault(it => it.Pin == pin && it.Level == level);

    private string DeviceJid =>
        _domain.OnlineSessions.FirstOrDefault(it => it.StartsWith("dev1@", StringComparison.Ordinal))
        ?? "dev1@iot.test";

    private void Give(Person person, Way way, int pin, int level, bool allowed)
    {
        Order order = new($"o{_orders.Count}", way, allowed, pin, level);
        _orders.Add(order.Id, order);
        _trace.Note($"{person.User} gives {order}");
        person.Say(way switch
        {
            Way.AdHoc => Request(order.Id, Element(pin, level)),
            Way.Item => Item(order),
            _ => $"<message type='chat' id='{order.Id}' to='dev1@iot.test'><body>pin.write {pin} {level}</body>"
                + $"<thread>{order.Id}</thread></message>",
        });
    }

    // Numbers of reports are written with five bits a digit.
    private static uint Value(char digit) => (uint)(digit <= '9' ? digit - '0' : digit - 'a' + 10);

    private string Request(string id, string payload) =>
        $"<iq type='set' id='{id}' to='{DeviceJid}'>{payload}</iq>";

    private static string Item(Order order) => $"<iq type='set' id='p{order.Id}' to='{Service}'>"
        + "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='dev1/commands'>"
        + $"<item id='{order.Id}'>{Element(order.Pin, order.Level)}</item></publish></pubsub></iq>";

    private static string Element(int pin, int level) => Command("pin.write", ("pin", pin), ("value", level));

    private static string Command(string name, params (string Name, int Value)[] fields) =>
        $"<command xmlns='{Commands}' node='{name}' action='execute'><x xmlns='jabber:x:data' type='submit'>"
        + string.Concat(fields.Select(it => $"<field var='{it.Name}'><value>{it.Value}</value></field>"))
        + "</x></command>";

    private void Take(XElement element)
    {
        string id = element.Attribute("id")?.Value ?? string.Empty;
        string type = element.Attribute("type")?.Value ?? string.Empty;
        if (element.Name == Client + "iq" && id == "sub" && type == "result")
        {
            _subscribed++;
        }
        else if (element.Name == Client + "iq" && _orders.TryGetValue(id, out Order? order))
        {
            TakeAnswer(order, element, type);
        }
        else if (element.Name == Client + "message")
        {
            TakeMessage(element);
        }
    }

    // What the server says in place of a device that has gone is no answer of the device.
    private void TakeAnswer(Order order, XElement element, string type)
    {
        string condition = element.Element(Client + "error")?.Elements().First().Name.LocalName ?? string.Empty;
        if (type == "result" || condition is "forbidden" or "resource-constraint" or "bad-request")
        {
            string text = string.Concat(element.Nodes());
            order.Answer(text, type == "result" && !text.Contains("<note", StringComparison.Ordinal), Life);
        }
    }

    private void TakeMessage(XElement message)
    {
        foreach (XElement items in message.Descendants(Event + "items"))
        {
            foreach (XElement item in items.Elements(Event + "item"))
            {
                TakeItem(items.Attribute("node")!.Value, item.Attribute("id")!.Value, item.ToString());
            }
        }

        string? thread = message.Element(Client + "thread")?.Value;
        string? body = message.Element(Client + "body")?.Value;
        if (thread is not null && body is not null && _orders.TryGetValue(thread, out Order? order))
        {
            order.Answer(body, body.StartsWith("value: ", StringComparison.Ordinal), Life);
        }
    }

    private void TakeItem(string node, string id, string text)
    {
        if (node == "dev1/data")
        {
            uint number = id.Aggregate(0u, (sum, digit) => sum * 32 + Value(digit));
            Reports.TryAdd(number, []);
            Reports[number].Add(text);
        }
        else if (node == "dev1/results" && _orders.TryGetValue(id, out Order? order))
        {
            order.Answer(text, !text.Contains("<note", StringComparison.Ordinal), Life);
        }
    }
}
