using System.Text;
using System.Xml.Linq;
using HostSim.Replay;
using HostSim.XmppServer;
using Tests.Firmware.Whole;

namespace Tests.Firmware.Memory;

/// <summary>A device, its server and a person in one process, with neither sockets nor cryptography between them: a
/// login takes milliseconds. The person gives commands as items of the device's command node, which are kept until they
/// are done, and reads the results from its result node.</summary>
internal sealed class Village : IDisposable
{
    private const string Domain = "iot.test";
    private const string Service = "pubsub." + Domain;
    private const string Commands = "http://jabber.org/protocol/commands";

    private const int FirstLamp = 19;
    private const int BarometerAddress = 0x76;
    private const int TurnsPerOrder = 200;

    // What a failure shows of what the person heard.
    private const int Remembered = 30;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly XNamespace Event = "http://jabber.org/protocol/pubsub#event";

    private readonly Person _person;
    private readonly Dictionary<string, List<string>> _results = [];
    private readonly Dictionary<string, string> _given = [];
    private readonly Queue<string> _heard = [];
    private readonly int _pace;
    private int _orders;
    private int _logins;
    private int _resumptions;
    private bool _isListening;

    /// <summary>Built, but the device is still off.</summary>
    public Village(int pace, string extra = "", Flash? flash = null)
    {
        Xmpp = new XmppDomain(new DomainOptions { Domain = Domain, AllowPlain = true });
        Xmpp.SessionOnline += jid => _logins += jid.StartsWith("dev1@", StringComparison.Ordinal) ? 1 : 0;
        Xmpp.AddAccount("dev1", "pw-device");
        Xmpp.AddAccount("op", "op-pw");
        _person = new Person(Xmpp, "op");
        _pace = pace;
        World = Furnished(flash ?? new Flash());
        World.Flash.Put("I:\\ca.pem", Encoding.ASCII.GetBytes(Fixtures.AuthorityPem));
        World.Flash.Put("I:\\agent.json", Encoding.UTF8.GetBytes(Configuration(extra)));
    }

    /// <summary>The server.</summary>
    public XmppDomain Xmpp { get; }

    /// <summary>What surrounds the chip.</summary>
    public NanoWorld World { get; private set; }

    /// <summary>What keeps it on.</summary>
    public PowerSupply Power { get; private set; } = null!;

    /// <summary>How often the device went on with a stream that it had before.</summary>
    public int Resumptions => Volatile.Read(ref _resumptions);

    /// <summary>Changes what the server says on its way to the device.</summary>
    public Func<byte[], byte[]> Tamper { get; set; } = said => said;

    /// <summary>The server takes connections.</summary>
    public bool IsServing { get; set; } = true;

    /// <summary>How often the device came online.</summary>
    public int Logins => Volatile.Read(ref _logins);

    /// <summary>Power on.</summary>
    public void SwitchOn() => Power = new PowerSupply(World);

    /// <summary>Takes the device away and puts another one there, with the flash of the old one.</summary>
    public void Renew()
    {
        Power?.Dispose();
        World.Dispose();
        World = Furnished(World.Flash);
    }

    /// <summary>Waits for a condition; time runs fast while the device only waits.</summary>
    public void Until(Func<bool> condition, string what)
    {
        long end = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        while (!condition())
        {
            if (Environment.TickCount64 > end)
            {
                Assert.Fail($"waited in vain: {what}\n{World.Serial.Printed}\n{string.Join('\n', World.Notes)}\n"
                    + $"struck: {string.Join(' ', World.Faults.Struck)}\nthe person heard last:\n"
                    + string.Join('\n', _heard) + "\n");
            }

            World.Hurry();
            Thread.Sleep(1);
        }
    }

    /// <summary>Waits until the person can give orders and hear of them. A device without any memory does not run the
    /// command that it finds at its first login, so the first ones may go unanswered.</summary>
    public void Open()
    {
        Until(() => _isListening || Ask(), "the device's nodes are there");
        string id = Order(FirstLamp, 0);
        int turns = 0;
        Until(() =>
        {
            id = ++turns % TurnsPerOrder == 0 ? Order(FirstLamp, 0) : id;
            return Results(id).Count > 0;
        }, "an answer to a first order");
    }

    /// <summary>Gives an order to drive a pin; its number.</summary>
    public string Order(int pin, int level) => Order("pin.write", ("pin", $"{pin}"), ("value", $"{level}"));

    /// <summary>Gives any order; its number.</summary>
    public string Order(string command, params (string Name, string Value)[] fields)
    {
        string id = $"order{++_orders}";
        _given[id] = $"<iq type='set' id='{id}' to='{Service}'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
            + $"<publish node='dev1/commands'><item id='{id}'><command xmlns='{Commands}' "
            + $"node='{command}' action='execute'><x xmlns='jabber:x:data' type='submit'>"
            + string.Concat(fields.Select(it => $"<field var='{it.Name}'><value>{it.Value}</value></field>"))
            + "</x></command></item></publish></pubsub></iq>";
        Say(_given[id]);
        return id;
    }

    /// <summary>The different answers to an order so far.</summary>
    public IReadOnlyList<string> Results(string id)
    {
        Hear();
        return _results.TryGetValue(id, out List<string>? found) ? found : [];
    }

    /// <summary>Gives an order and waits for its answer.</summary>
    public void Obey(int pin, int level)
    {
        string id = Order(pin, level);
        Until(() => Results(id).Count > 0, $"an answer to {id}");
        Assert.AreEqual(level, World.Pins.Level(pin));
    }

    /// <summary>Forgets answers and movements, so that what grows is not the test.</summary>
    public void Forget()
    {
        _results.Clear();
        _given.Clear();
        World.Pins.Forget();
        World.Faults.Forget();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Power?.Dispose();
        World.Dispose();
    }

    private NanoWorld Furnished(Flash flash)
    {
        NanoWorld world = new(_pace, flash);
        world.Wires.Name("server", "10.0.0.1");
        world.Wires.Dial = (_, _) => IsServing ? new MemoryLink(Xmpp, Pass) : null;
        world.Bus.Plug(BarometerAddress, new Climate());
        return world;
    }

    private byte[] Pass(byte[] said)
    {
        if (said.AsSpan().IndexOf("<resumed"u8) >= 0)
        {
            Interlocked.Increment(ref _resumptions);
        }

        return Tamper(said);
    }

    private bool Ask()
    {
        Say($"<iq type='set' id='sub' to='{Service}'><pubsub xmlns='http://jabber.org/protocol/pubsub'>"
            + $"<subscribe node='dev1/results' jid='op@{Domain}'/></pubsub></iq>");
        Hear();
        return _isListening;
    }

    private void Say(string xml)
    {
        lock (Xmpp.Gate)
        {
            _person.Say(xml);
        }
    }

    private void Hear()
    {
        XElement[] heard;
        lock (Xmpp.Gate)
        {
            heard = [.. _person.Hear()];
        }

        foreach (XElement element in heard)
        {
            _heard.Enqueue(element.ToString(SaveOptions.DisableFormatting));
            if (_heard.Count > Remembered)
            {
                _heard.Dequeue();
            }

            string number = element.Attribute("id")?.Value ?? "";
            if (element.Attribute("type")?.Value == "error" && _given.TryGetValue(number, out string? refused))
            {
                // The node was not there yet, or not yet ours to publish on.
                Say(refused);
            }

            _isListening |= element.Attribute("id")?.Value == "sub" && element.Attribute("type")?.Value == "result";
            foreach (XElement item in element.Descendants(Event + "item"))
            {
                Take(item.Attribute("id")!.Value, string.Concat(item.Nodes()));
            }
        }
    }

    private void Take(string id, string answer)
    {
        if (!_results.TryGetValue(id, out List<string>? found))
        {
            _results[id] = found = [];
        }

        if (!found.Contains(answer))
        {
            found.Add(answer);
        }
    }

    private static string Configuration(string extra) => $$"""
        {
          "device": "dev1",
          "wifi": { "ssid": "workshop", "password": "correct horse" },
          "xmpp": { "domain": "{{Domain}}", "user": "dev1", "password": "pw-device", "host": "server" },
          "allow": { "admin": ["op@{{Domain}}"] },
          "report.every": 0{{extra}}
        }
        """;
}
