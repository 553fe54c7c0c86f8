using System.Collections.Concurrent;
using System.Xml.Linq;
using HostSim.Devices;
using HostSim.Network;
using HostSim.Operator;
using HostSim.XmppServer;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tests.Bench.Bytes;

/// <summary>XMPP: the command as an ad-hoc command with its form (XEP-0050), or as an item of a node.</summary>
internal sealed class XmppBytes : MeasuredLink
{
    private const string Boss = "boss";

    private readonly bool _isItem;
    private readonly EmbeddedServer _server;
    private readonly OperatorClient _person;
    private readonly ConcurrentDictionary<string, bool> _results = new(StringComparer.Ordinal);

    private XmppBytes(EmbeddedServer server, bool isItem)
    {
        _isItem = isItem;
        _server = Own(server);
        server.AddAccount(DeviceId, "device-password");
        server.AddAccount(Boss, "boss-password");
        Trust trust = Trust.Only(server.Authority.Certificate);
        _person = Own(new OperatorClient(new OperatorOptions
        {
            User = Boss, Domain = server.Domain, Password = "boss-password", Host = Loopback,
            Port = server.DirectTlsPort, DirectTls = true, Trust = trust, PubSubService = server.PubSubAddress,
            Devices = [$"{DeviceId}@{server.Domain}"], Nodes = [$"{DeviceId}/results"],
        }, NullLogger.Instance));
        _person.ItemReceived += item => _results[item.ItemId] = true;
        Build(new XmppAccount(Loopback, server.DirectTlsPort, true, server.Domain, DeviceId, "device-password",
            _person.Address), trust);
    }

    public override string Name => _isItem ? "XMPP, an item of its node" : "XMPP, ad-hoc with its form";

    protected override int IdleMs => 10 * 60_000;

    protected override bool IsAnswered => false;

    public static async Task<XmppBytes> StartAsync(bool isItem) =>
        new(await EmbeddedServer.StartAsync(new EmbeddedServerOptions()), isItem);

    protected override async Task SilenceAsync()
    {
        _person.Start();
        await UntilAsync(() => _person.IsListening, "the operator listens");
        await RunAsync(_person, "report.every", ("seconds", "0"));
    }

    protected override async Task CommandAsync(string id, int level)
    {
        if (!_isItem)
        {
            await RunAsync(_person, "pin.write", ("pin", "2"), ("value", $"{level}"));
            return;
        }

        XNamespace pubSub = "http://jabber.org/protocol/pubsub";
        await _person.AskAsync("set", _server.PubSubAddress, new XElement(pubSub + "pubsub",
            new XElement(pubSub + "publish", new XAttribute("node", $"{DeviceId}/commands"),
                new XElement(pubSub + "item", new XAttribute("id", id), Command(level)))), CancellationToken.None);
        await UntilAsync(() => _results.ContainsKey(id), "the result");
    }

    private static XElement Command(int level)
    {
        XNamespace commands = "http://jabber.org/protocol/commands";
        XNamespace data = "jabber:x:data";
        return new XElement(commands + "command", new XAttribute("node", "pin.write"),
            new XAttribute("action", "execute"), new XElement(data + "x", new XAttribute("type", "submit"),
                Field("pin", 2), Field("value", level)));

        XElement Field(string name, int value) =>
            new(data + "field", new XAttribute("var", name), new XElement(data + "value", value));
    }
}
