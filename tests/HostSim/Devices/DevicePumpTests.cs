using Core;
using Core.Agent;
using HostSim.Certs;
using HostSim.Devices;
using HostSim.Network;
using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace Tests.HostSim.Devices;

[TestClass]
public sealed class DevicePumpTests
{
    private PumpFixture _fixture = null!;

    [TestInitialize]
    public async Task Start() => _fixture = await PumpFixture.StartAsync();

    [TestCleanup]
    public async Task Stop() => await _fixture.DisposeAsync();

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_device_comes_online_over_either_kind_of_TLS_and_leaves_in_good_order(bool directTls)
    {
        _fixture.DirectTls = directTls;
        await using (VirtualDevice device = _fixture.Device())
        {
            await UntilAsync(device, AgentState.Online);
            Assert.HasCount(1, _fixture.Server.OnlineSessions);
            Assert.AreEqual("xmpp", device.Status.Link);
            Assert.Contains("</authenticate>", Said(device));
        }

        await Wait.UntilAsync(() => _fixture.Server.OnlineSessions.Count == 0, "the session is gone");
    }

    [TestMethod]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        using CertificateAuthority other = CertificateAuthority.Create("Other CA");
        _fixture.Trust = Trust.Only(other.Certificate);
        await using VirtualDevice device = _fixture.Device();
        await UntilAsync(device, AgentState.Offline, Fault.TlsFailed);
        Assert.AreEqual("", Said(device));
    }

    [TestMethod]
    public async Task A_server_that_is_not_there_is_tried_again_until_it_is()
    {
        int dials = 0;
        _fixture.Dial = (host, port, cancellation) => Interlocked.Increment(ref dials) <= 2
            ? throw new IOException("refused by the test")
            : Dialer.Tcp(host, port, cancellation);
        await using VirtualDevice device = _fixture.Device();
        await UntilAsync(device, AgentState.Online);
        Assert.AreEqual(3, dials);
    }

    [TestMethod]
    public async Task A_cut_connection_is_made_again()
    {
        await using VirtualDevice device = _fixture.Device();
        await UntilAsync(device, AgentState.Online);
        Assert.AreEqual(1, _fixture.Server.Cut("dev"));
        await Wait.UntilAsync(
            () => device.Status is { State: AgentState.Online, Health.Reconnects: 1 }, "online again");
    }

    [TestMethod]
    public async Task A_wrong_password_halts_the_device_without_hammering()
    {
        int dials = 0;
        _fixture.Dial = (host, port, cancellation) =>
        {
            Interlocked.Increment(ref dials);
            return Dialer.Tcp(host, port, cancellation);
        };
        _fixture.Password = "wrong";
        await using VirtualDevice device = _fixture.Device();
        await UntilAsync(device, AgentState.Halted, Fault.NotAuthorized);
        Assert.AreEqual(1, dials);
        Assert.DoesNotContain("wrong", Said(device));
    }

    [TestMethod]
    public async Task Bytes_that_come_in_pieces_make_no_difference()
    {
        _fixture.Dial = Dialer.Tcp.WithFaults(new FaultPlan { Seed = 5, SplitEvery = 3 });
        await using VirtualDevice device = _fixture.Device();
        await UntilAsync(device, AgentState.Online);
        Assert.AreEqual(0, device.Status.Health!.Reconnects);
    }

    [TestMethod]
    public async Task A_device_that_is_stopped_in_the_middle_of_its_handshake_leaves_nothing_open()
    {
        TaskCompletionSource<Stream> opened = new();
        _fixture.Dial = async (host, port, cancellation) =>
        {
            // All that comes from the server is held back, so the handshake never gets on.
            FaultyStream frozen = new(await Dialer.Tcp(host, port, cancellation),
                new FaultPlan { StallEvery = 1, StallTime = TimeSpan.FromHours(1) });
            opened.TrySetResult(frozen);
            return frozen;
        };
        VirtualDevice device = _fixture.Device();
        Stream connection = await opened.Task;
        await device.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(
            async () => await connection.WriteAsync(new byte[1]));
    }

    [TestMethod]
    public async Task A_lost_connection_is_noticed_as_such()
    {
        _fixture.Dial = Dialer.Tcp.WithFaults(new FaultPlan { Seed = 1, CutAfter = 2500 });
        await using VirtualDevice device = _fixture.Device();
        List<Fault> reasons = [];
        device.StateChanged += (_, status) => reasons.Add(status.Reason);
        await Wait.UntilAsync(() => device.Status.Reason is Fault.ConnectionLost or Fault.TlsFailed, "a fault");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task However_connections_end_none_is_left_open(bool directTls)
    {
        OpenConnections connections = new();
        _fixture.DirectTls = directTls;
        _fixture.Dial = connections.Counting(Dialer.Tcp.WithFaults(
            new FaultPlan { Seed = 3, SplitEvery = 50, FlipEvery = 6000, CutAfter = 2800 }));
        await using (_fixture.Device())
        {
            await Wait.UntilAsync(() => connections.Made >= 15, "15 connections");
            Assert.IsLessThanOrEqualTo(1, connections.Open);
        }

        Assert.AreEqual(0, connections.Open);
    }

    [TestMethod]
    public async Task The_clock_may_leap_and_the_device_stays_reachable()
    {
        await using VirtualDevice device = _fixture.Device();
        await UntilAsync(device, AgentState.Online);
        for (int i = 0; i < 5; i++)
        {
            _fixture.Clock.Leap(3_600_000);
            await Wait.UntilAsync(() => device.Status.State == AgentState.Online, "online after a leap");
        }
    }

    [TestMethod]
    public async Task What_a_login_costs_is_counted()
    {
        await using VirtualDevice device = _fixture.Device();
        await UntilAsync(device, AgentState.Online);
        (Cost application, Cost transport) = device.Connection!.Login!.Value;
        Assert.AreEqual(5, transport.RoundTrips, "TCP, TLS, features, challenge, success");
        Assert.AreEqual(3, application.RoundTrips);
        Assert.IsGreaterThan(application.Up, transport.Up);
        Assert.IsGreaterThan(application.Down, transport.Down);
    }

    [TestMethod]
    public async Task A_device_that_the_server_knows_is_online_in_three_round_trips()
    {
        await using (VirtualDevice first = _fixture.Device())
        {
            await UntilAsync(first, AgentState.Online);
        }

        await using VirtualDevice again = _fixture.Device();
        await UntilAsync(again, AgentState.Online);
        (_, Cost transport) = again.Connection!.Login!.Value;
        Assert.AreEqual(3, transport.RoundTrips, "TCP, TLS, everything else in one flight");
        Assert.IsLessThanOrEqualTo(1020, transport.Up);
    }

    private static Task UntilAsync(VirtualDevice device, AgentState state, Fault? reason = null) =>
        Wait.UntilAsync(
            () => device.Status.State == state && (reason is null || device.Status.Reason == reason),
            $"{state} {reason}, not {device.Status}");

    private static string Said(VirtualDevice device) =>
        string.Concat(device.Traffic.Recent.Where(chunk => chunk.Direction == "up").Select(chunk => chunk.Text));
}
