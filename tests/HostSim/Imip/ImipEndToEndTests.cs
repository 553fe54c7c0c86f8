using System.Collections.Concurrent;
using Core;
using Core.Agent;
using HostSim.Devices;
using HostSim.Operator;
using HostSim.Operator.Imip;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Imip;

/// <summary>A device on the IMIP server over real sockets, and a person who commands it.</summary>
[TestClass]
public sealed class ImipEndToEndTests
{
    private static readonly Dictionary<string, string> NoArguments = [];

    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Device_obeys_with_and_without_tls(bool plain)
    {
        await using ImipFixture world = new();
        VirtualDevice device = world.Device(plain);
        ImipOperator person = world.Person();
        await Wait.UntilAsync(() => person.StateOf("dev") == "ONLINE", "the operator sees the device");
        CommandReply reply = await RunAsync(person, "pin.write", ("pin", "2"), ("value", "1"));
        Assert.AreEqual("done", reply.Status);
        Assert.AreEqual(KeyValuePair.Create("value", "1"), reply.Result.Single());
        Assert.AreEqual(1, device.Board.ReadPin(2));
        Assert.AreEqual("imip", device.Status.Link);
    }

    [TestMethod]
    public async Task What_goes_wrong_is_told_as_what_it_is()
    {
        await using ImipFixture world = new();
        world.Device();
        ImipOperator person = world.Person();
        await Wait.UntilAsync(() => person.StateOf("dev") == "ONLINE", "the operator sees the device");
        Assert.AreEqual("item-not-found", (await RunAsync(person, "no.such")).Condition);
        CommandReply wrong = await RunAsync(person, "pin.write", ("pin", "2"), ("value", "7"));
        Assert.AreEqual("failed|bad-request|value: a whole number from 0 to 1",
            $"{wrong.Status}|{wrong.Condition}|{wrong.Note}");
        Assert.AreEqual("pin is missing", (await RunAsync(person, "pin.write", ("value", "1"))).Note);
        Assert.AreEqual("there is no argument 'x'", (await RunAsync(person, "health", ("x", "1"))).Note);
        Assert.AreEqual("failed", (await RunAsync(person, "pin.write", ("pin", "34"), ("value", "1"))).Status);
    }

    [TestMethod]
    public async Task Stranger_is_neither_seen_nor_heard()
    {
        await using ImipFixture world = new();
        VirtualDevice device = world.Device();
        ImipOperator eve = world.Person("eve");
        ImipOperator person = world.Person();
        await Wait.UntilAsync(() => person.StateOf("dev") == "ONLINE", "the operator sees the device");
        ConcurrentQueue<ChatMessage> heard = new();
        eve.MessageReceived += heard.Enqueue;
        await eve.SayAsync("dev", "pin.write 2 1", TestContext.CancellationToken);
        await eve.SayAsync("dev", "help", TestContext.CancellationToken);
        Assert.AreEqual("done", (await RunAsync(person, "health")).Status, "what came later is answered");
        Assert.AreEqual(0, device.Board.ReadPin(2));
        Assert.IsEmpty(heard);
        Assert.IsNull(eve.StateOf("dev"));
    }

    [TestMethod]
    public async Task Person_types_and_reads()
    {
        await using ImipFixture world = new();
        world.Device();
        ImipOperator person = world.Person();
        await Wait.UntilAsync(() => person.StateOf("dev") == "ONLINE", "the operator sees the device");
        ConcurrentQueue<ChatMessage> heard = new();
        person.MessageReceived += heard.Enqueue;
        await person.SayAsync("dev", "Pin.read 2", TestContext.CancellationToken);
        await Wait.UntilAsync(() => !heard.IsEmpty, "an answer");
        Assert.AreEqual(new ChatMessage("dev", "value: 0"), heard.First());
    }

    [TestMethod]
    public async Task Cut_device_comes_back_and_its_reports_go_on()
    {
        await using ImipFixture world = new();
        VirtualDevice device = world.Device(reportEveryMs: 1_000);
        ImipOperator person = world.Person();
        ConcurrentQueue<TelemetryReport> reports = new();
        person.Reported += reports.Enqueue;
        await Wait.UntilAsync(() => !reports.IsEmpty, "a report");
        Assert.AreEqual("dev|Temperature|Cel",
            string.Join('|', reports.First().Device, reports.First().Fields[0].Name, reports.First().Fields[0].Unit));
        Assert.AreEqual(1, world.Server.Cut("dev"));
        await Wait.UntilAsync(() => device.Status.Health?.Reconnects == 1, "the device is back");
        int before = reports.Count;
        await Wait.UntilAsync(() => reports.Count > before, "another report");
        Assert.AreEqual("done", (await RunAsync(person, "health")).Status);
    }

    [TestMethod]
    public async Task Result_survives_the_connection_that_its_command_came_by()
    {
        await using ImipFixture world = new();
        VirtualDevice device = world.Device();
        ImipOperator person = world.Person();
        await Wait.UntilAsync(() => person.StateOf("dev") == "ONLINE", "the operator sees the device");
        await RunAsync(person, "health");
        device.Board.PinMoved += (_, _) => world.Server.Cut("dev");
        CommandReply reply = await RunAsync(person, "pin.write", ("pin", "2"), ("value", "1"));
        Assert.AreEqual("done", reply.Status, "told over the next connection, or over this one just before its end");
        Assert.AreEqual(1, device.Board.ReadPin(2));
    }

    [TestMethod]
    public async Task Wrong_password_halts_device_and_operator()
    {
        await using ImipFixture world = new();
        VirtualDevice device = world.Device(password: "wrong");
        ImipOperator person = world.Person(password: "wrong");
        await Wait.UntilAsync(() => device.Status.State == AgentState.Halted, "the device gives up");
        Assert.AreEqual(Fault.NotAuthorized, device.Status.Reason);
        await Wait.UntilAsync(() => person.GaveUp is not null, "the operator gives up");
        OperatorException refused =
            await Assert.ThrowsExactlyAsync<OperatorException>(() => RunAsync(person, "health"));
        Assert.DoesNotContain("wrong", refused.Message);
    }

    private Task<CommandReply> RunAsync(
        ImipOperator person, string name, params (string Name, string Value)[] arguments) =>
        person.RunAsync("dev", name, arguments.Length == 0 ? NoArguments
            : arguments.ToDictionary(argument => argument.Name, argument => argument.Value),
            TestContext.CancellationToken);
}
