using System.Text.Json;
using Core.Agent;
using HostSim;
using HostSim.Devices;
using HostSim.Network;
using HostSim.XmppServer;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Operator;

/// <summary>The operator's tools as a script starts them, against a device with the agent on it.</summary>
[TestClass]
public sealed class OperatorToolTests
{
    private const string Password = "password-of-the-test";

    private readonly string _folder = Directory.CreateTempSubdirectory("tools-").FullName;
    private EmbeddedServer _server = null!;
    private VirtualDevice _device = null!;

    private string DeviceJid => $"dev1@{_server.Domain}";

    [TestInitialize]
    public async Task Start()
    {
        _server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions());
        _server.AddAccount("op", Password);
        _server.AddAccount("nobody", Password);
        _server.AddAccount("dev1", Password);
        await File.WriteAllTextAsync(Path.Combine(_folder, "password"), Password);
        await File.WriteAllTextAsync(Path.Combine(_folder, "wrong"), "wrong");
        await File.WriteAllTextAsync(Path.Combine(_folder, "ca.pem"), _server.Authority.CertificatePem);
        DeviceMaker maker = new(
            new SimulationOptions { Seed = 1 }, Trust.Only(_server.Authority.Certificate), NullLoggerFactory.Instance);
        _device = maker.Make("dev1", new XmppAccount("127.0.0.1", _server.DirectTlsPort, true, _server.Domain, "dev1",
            Password, $"op@{_server.Domain}"));
        _device.Start();
    }

    [TestCleanup]
    public async Task Stop()
    {
        await _device.DisposeAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [TestMethod]
    public async Task A_command_runs_and_its_result_is_printed()
    {
        using SimProcess write = Tool("op", "command", DeviceJid, "pin.write", "pin=2", "value=1");
        Assert.AreEqual(0, await write.EndAsync(), write.Error);
        Assert.AreEqual(1, _device.Board.ReadPin(2));
        using SimProcess read = Tool("op", "command", DeviceJid, "pin.read", "pin=2", "--json");
        Assert.AreEqual(0, await read.EndAsync(), read.Error);
        JsonElement reply = JsonDocument.Parse(read.Output).RootElement;
        Assert.AreEqual("done", reply.GetProperty("status").GetString());
        Assert.AreEqual("1", reply.GetProperty("result").EnumerateObject().Last().Value.GetString());
    }

    [TestMethod]
    public async Task What_the_device_says_no_to_ends_with_1_and_its_words()
    {
        using SimProcess sim = Tool("op", "command", DeviceJid, "pin.write", "pin=2", "value=7");
        Assert.AreEqual(1, await sim.EndAsync());
        Assert.StartsWith("host-sim: pin.write failed", sim.Error);
        Assert.AreEqual(0, _device.Board.ReadPin(2));
    }

    [TestMethod]
    public async Task Devices_are_listed_with_their_health()
    {
        using SimProcess first = Tool("op", "devices", DeviceJid, "--json");
        Assert.AreEqual(0, await first.EndAsync(), first.Error);
        await Wait.UntilAsync(() => _device.Status.State == AgentState.Online, "the device is online");
        using SimProcess sim = Tool("op", "devices");
        Assert.AreEqual(0, await sim.EndAsync(), sim.Error);
        string[] lines = sim.Output.TrimEnd().Split('\n');
        Assert.HasCount(2, lines);
        Assert.StartsWith("device ", lines[0]);
        Assert.Contains(DeviceJid, lines[1]);
        Assert.Contains("online", lines[1]);
        Assert.Contains(" B", lines[1]);
    }

    [TestMethod]
    public async Task Readings_are_watched()
    {
        using SimProcess set = Tool("op", "command", DeviceJid, "report.every", "seconds=1");
        Assert.AreEqual(0, await set.EndAsync(), set.Error);
        using SimProcess sim = Tool("op", "watch", DeviceJid, "--count", "2", "--json");
        Assert.AreEqual(0, await sim.EndAsync(), sim.Error);
        string[] lines = sim.Output.TrimEnd().Split('\n');
        Assert.HasCount(2, lines);
        JsonElement report = JsonDocument.Parse(lines[0]).RootElement;
        Assert.AreEqual("dev1", report.GetProperty("device").GetString());
        Assert.AreNotEqual(0, report.GetProperty("fields").GetArrayLength());
    }

    [TestMethod]
    public async Task Published_commands_run_and_their_result_can_be_watched()
    {
        const string Item = "<command xmlns='http://jabber.org/protocol/commands' node='pin.write' action='execute'>"
            + "<x xmlns='jabber:x:data' type='submit'><field var='pin'><value>2</value></field>"
            + "<field var='value'><value>1</value></field></x></command>";
        await Wait.UntilAsync(() => _device.Status.State == AgentState.Online, "the device is online");
        using SimProcess sim = Tool("op", "publish", "dev1/commands", Item);
        Assert.AreEqual(0, await sim.EndAsync(), sim.Error);
        await Wait.UntilAsync(() => _device.Board.ReadPin(2) == 1, "the pin is up");
    }

    [TestMethod]
    public async Task Chat_is_answered()
    {
        using SimProcess sim = Tool("op", "chat", DeviceJid, "pin.write 2 1");
        Assert.AreEqual(0, await sim.EndAsync(), sim.Error);
        Assert.AreNotEqual("", sim.Output);
        Assert.AreEqual(1, _device.Board.ReadPin(2));
    }

    [TestMethod]
    public async Task A_stranger_gets_no_answer_and_4()
    {
        using SimProcess sim = Tool("nobody", "command", DeviceJid, "pin.write", "pin=2", "value=1", "--timeout", "5");
        Assert.AreEqual(4, await sim.EndAsync());
        Assert.Contains("is not online", sim.Error);
        Assert.AreEqual(0, _device.Board.ReadPin(2));
    }

    [TestMethod]
    public async Task A_wrong_password_ends_with_3_and_is_not_printed()
    {
        using SimProcess sim = new("operator", "devices", "--server", $"127.0.0.1:{_server.StartTlsPort}",
            "--user", $"op@{_server.Domain}", "--password-file", Path.Combine(_folder, "wrong"),
            "--ca", Path.Combine(_folder, "ca.pem"));
        Assert.AreEqual(3, await sim.EndAsync());
        Assert.Contains("refused the login", sim.Error);
        Assert.HasCount(1, sim.Error.TrimEnd().Split('\n'));
    }

    [TestMethod]
    [DataRow("an argument is written name=value, not 'x'", "command", "d@s", "help", "x")]
    [DataRow("'a' is given twice", "command", "d@s", "help", "a=1", "a=2")]
    [DataRow("device must be an address", "command", "d", "help")]
    [DataRow("the payload is no XML", "publish", "node", "<x")]
    [DataRow("--count must be a whole number", "watch", "node", "--count", "0")]
    [DataRow("--timeout must be a whole number", "devices", "--timeout", "0")]
    public async Task Wrong_arguments_give_one_line_and_2(string expected, params string[] arguments)
    {
        using SimProcess sim = Tool("op", arguments);
        Assert.AreEqual(2, await sim.EndAsync());
        Assert.HasCount(1, sim.Error.TrimEnd().Split('\n'));
        Assert.Contains(expected, sim.Error);
    }

    private SimProcess Tool(string user, params string[] arguments) => new(
    [
        "operator", .. arguments, "--server", $"127.0.0.1:{_server.StartTlsPort}", "--user", $"{user}@{_server.Domain}",
        "--password-file", Path.Combine(_folder, "password"), "--ca", Path.Combine(_folder, "ca.pem"),
    ]);
}
