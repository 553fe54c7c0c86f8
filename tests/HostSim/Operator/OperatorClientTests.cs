using System.Collections.Concurrent;
using System.Xml.Linq;
using HostSim.Certs;
using HostSim.Network;
using HostSim.Operator;
using HostSim.XmppServer;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Operator;

[TestClass]
public sealed class OperatorClientTests
{
    private EmbeddedServer _server = null!;
    private OperatorOptions _account = null!;

    [TestInitialize]
    public async Task Start()
    {
        _server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions());
        _server.AddAccount("op", "op-password");
        _server.AddAccount("dev", "dev-password");
        _account = new OperatorOptions
        {
            User = "op",
            Password = "op-password",
            Domain = _server.Domain,
            Host = "127.0.0.1",
            Port = _server.StartTlsPort,
            Trust = Trust.Only(_server.Authority.Certificate),
            PubSubService = _server.PubSubAddress,
            Devices = [$"dev@{_server.Domain}"],
        };
    }

    [TestCleanup]
    public async Task Stop() => await _server.DisposeAsync();

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Commands_run_over_either_kind_of_TLS(bool directTls)
    {
        await using OperatorClient client = StartClient(_account with
        {
            DirectTls = directTls,
            Port = directTls ? _server.DirectTlsPort : _server.StartTlsPort,
        });
        await using ScriptedDevice device = await ScriptedDevice.StartAsync(DeviceAccount);
        string jid = $"dev@{_server.Domain}";
        await Wait.UntilAsync(() => client.FullJidOf(jid) is not null, "the device is seen");
        DeviceCommands commands = new(client);

        CommandReply now = await RunAsync(commands, "now", []);
        Assert.AreEqual("done", now.Status);
        Assert.AreEqual(KeyValuePair.Create("time", "12:00"), now.Result.Single());
        CommandReply sum = await RunAsync(commands, "add", new() { ["a"] = "2", ["b"] = "40" });
        Assert.AreEqual(KeyValuePair.Create("sum", "42"), sum.Result.Single());
        Assert.AreEqual("refused", (await RunAsync(commands, "secret", [])).Status);
        CommandReply broken = await RunAsync(commands, "broken", []);
        Assert.AreEqual(("failed", "it is broken"), (broken.Status, broken.Note));
        CommandReply unknown = await RunAsync(commands, "nothing", []);
        Assert.AreEqual(("failed", "item-not-found"), (unknown.Status, unknown.Condition));
    }

    [TestMethod]
    public async Task A_device_that_is_offline_is_said_to_be()
    {
        await using OperatorClient client = StartClient(_account);
        await Wait.UntilAsync(() => client.IsOnline, "online");
        OperatorException e = await Assert.ThrowsExactlyAsync<OperatorException>(
            () => RunAsync(new DeviceCommands(client), "now", []));
        Assert.Contains("not online", e.Message);
    }

    [TestMethod]
    public async Task Items_of_a_node_come_in_even_if_the_node_is_made_later()
    {
        ConcurrentQueue<PubSubItem> items = new();
        await using OperatorClient client = StartClient(_account with { Nodes = ["news"] });
        client.ItemReceived += items.Enqueue;
        await Wait.UntilAsync(() => client.IsOnline, "online");
        await Wait.UntilAsync(
            async () =>
            {
                await client.PublishAsync("news", XElement.Parse("<a xmlns='x'>hello</a>"), CancellationToken.None);
                return !items.IsEmpty;
            },
            "an item");
        Assert.IsTrue(items.TryDequeue(out PubSubItem? item));
        Assert.AreEqual(("news", "hello"), (item.Node, item.Payload?.Value));
    }

    [TestMethod]
    public async Task A_cut_connection_is_made_again()
    {
        await using OperatorClient client = StartClient(_account);
        await Wait.UntilAsync(() => client.IsOnline, "online");
        string first = _server.OnlineSessions.Single();
        Assert.AreEqual(1, _server.Cut("op"));
        await Wait.UntilAsync(
            () => client.IsOnline && _server.OnlineSessions.Any(session => session != first), "online again");
        Assert.IsNull(client.GaveUp);
    }

    [TestMethod]
    public async Task A_wrong_password_is_tried_once()
    {
        await using OperatorClient client = StartClient(_account with { Password = "wrong" });
        await Wait.UntilAsync(() => client.GaveUp is not null, "giving up");
        Assert.Contains("refused the login", client.GaveUp!);
        Assert.DoesNotContain("wrong", client.GaveUp!);
    }

    [TestMethod]
    public async Task A_server_with_another_authority_or_name_gets_no_word()
    {
        using CertificateAuthority other = CertificateAuthority.Create("Other CA");
        foreach (OperatorOptions account in new[]
        {
            _account with { Trust = Trust.Only(other.Certificate) },
            _account with { Trust = Trust.System },
            _account with { Domain = "other.example" },
        })
        {
            await Assert.ThrowsAsync<Exception>(() => XmppConnection.OpenAsync(account, CancellationToken.None));
        }

        Assert.IsEmpty(_server.OnlineSessions);
    }

    private OperatorOptions DeviceAccount => _account with { User = "dev", Password = "dev-password", Devices = [] };

    private Task<CommandReply> RunAsync(DeviceCommands commands, string name, Dictionary<string, string> arguments) =>
        commands.RunAsync($"dev@{_server.Domain}", name, arguments, CancellationToken.None);

    private static OperatorClient StartClient(OperatorOptions account)
    {
        OperatorClient client = new(account, NullLogger.Instance);
        client.Start();
        return client;
    }
}
