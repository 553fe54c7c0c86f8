using Core;
using Core.Agent;
using Core.Commands;
using Core.Ports;
using HostSim.Board;
using HostSim.Certs;
using HostSim.Devices;
using HostSim.Network;
using HostSim.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using Tests.Integration.Servers;
using Tests.Integration.Wire;
using Xmpp;

namespace Tests.Integration.Devices;

/// <summary>The very core that runs on the board, turned by the simulator's pump, behind a counting tap.</summary>
internal sealed class TestDevice : IAsyncDisposable
{
    private const int LimitMs = 30_000;

    private readonly CancellationTokenSource _stop = new();
    private readonly List<DeviceStatus> _history = [];
    private readonly DeviceWish _wish;
    private readonly DevicePump _pump;
    private readonly Task _running;

    /// <summary>Powers a device on.</summary>
    public TestDevice(LocalServer server, DeviceWish wish, CertificateAuthority? trusted = null)
    {
        _wish = wish;
        Tap = new TcpTap(wish.Port.Number);
        Vault = wish.Vault ?? new MemoryVault();
        Board = new VirtualBoard(BoardMap.DevKitC(1), Clock);
        Board.PinMoved += (number, level) => PinMoves.Add((number, level));
        Trust trust = Trust.Only((trusted ?? server.Authority).Certificate);
        DeviceTransport transport = new(Dialer.Tcp, trust, wish.Certificate);
        _pump = new DevicePump(StartAgent, Clock, transport, Traffic);
        _pump.StateChanged += Remember;
        Board.PinMoved += (_, _) => _pump.Wake();
        Clock.Leaped += _pump.Wake;
        _running = Task.Run(() => _pump.RunAsync(_stop.Token));
    }

    /// <summary>Id, as it stands in node names: the user part of the account.</summary>
    public string Id => _wish.Jid[.._wish.Jid.IndexOf('@')];

    /// <summary>Bare JID.</summary>
    public string Jid => _wish.Jid;

    /// <summary>Password of its account.</summary>
    public string Password => _wish.Password;

    /// <summary>Between the device and its server.</summary>
    public TcpTap Tap { get; }

    /// <summary>What outlives its restarts.</summary>
    public IVault Vault { get; }

    /// <summary>Its clock, which can leap.</summary>
    public HostClock Clock { get; } = new();

    /// <summary>Its board.</summary>
    public VirtualBoard Board { get; }

    /// <summary>Every pin movement so far.</summary>
    public System.Collections.Concurrent.ConcurrentBag<(int Number, int Level)> PinMoves { get; } = [];

    /// <summary>What it says and hears, secrets masked.</summary>
    public TrafficTap Traffic { get; } = new();

    /// <summary>What it last said of itself.</summary>
    public DeviceStatus Status => _pump.Status;

    /// <summary>What its current connection cost.</summary>
    public ConnectionTap Connection => _pump.Connection(0) ?? throw new InvalidOperationException("never connected");

    /// <summary>Every state so far, oldest first.</summary>
    public IReadOnlyList<DeviceStatus> History
    {
        get
        {
            lock (_history)
            {
                return [.. _history];
            }
        }
    }

    /// <summary>What the device sent so far, as far as the tap keeps it.</summary>
    public string Said =>
        string.Concat(Traffic.Recent.Where(chunk => chunk.Direction == "up").Select(chunk => chunk.Text));

    /// <summary>What the device heard so far, as far as the tap keeps it.</summary>
    public string Heard =>
        string.Concat(Traffic.Recent.Where(chunk => chunk.Direction == "down").Select(chunk => chunk.Text));

    /// <summary>Waits for a state; fails with the conversation if it does not come.</summary>
    public Task WaitForAsync(AgentState state) => UntilAsync(() => Status.State == state, $"is {state}");

    /// <summary>Waits until it was not online any more after <paramref name="earlier"/> states, and is again.</summary>
    public Task ReturnsAsync(int earlier) => HurryUntilAsync(
        () => Status.State == AgentState.Online
            && History.Skip(earlier).Any(status => status.State != AgentState.Online),
        "went offline and came back");

    /// <summary>Waits for a condition; fails with the conversation if it does not come.</summary>
    public async Task UntilAsync(Func<bool> condition, string what, int limitMs = LimitMs)
    {
        long deadline = Environment.TickCount64 + limitMs;
        while (!condition())
        {
            if (_running.IsFaulted)
            {
                await _running;
            }

            if (Environment.TickCount64 > deadline)
            {
                string states = string.Join(' ', History.Select(status => $"{status.State}/{status.Reason}"));
                Assert.Fail($"not in {limitMs} ms: {Jid} {what}; now {Status.State}/{Status.Reason}, "
                    + $"{Tap.Opened} connections, states: {states}\n{Conversation()}");
            }

            await Task.Delay(10);
        }
    }

    /// <summary>Waits for a condition, and lets time run fast while the device only waits to connect.</summary>
    public Task HurryUntilAsync(Func<bool> condition, string what) => UntilAsync(
        () =>
        {
            bool met = condition();
            if (!met && Status.State == AgentState.Offline)
            {
                Clock.Leap(1_000);
            }

            return met;
        },
        what);

    /// <summary>Waits until nothing was said or heard for half a second: what follows a login is done.</summary>
    public async Task SettleAsync()
    {
        Cost last = default;
        long since = Environment.TickCount64;
        await UntilAsync(
            () =>
            {
                Cost now = Connection.Application.Cost;
                if (now != last)
                {
                    (last, since) = (now, Environment.TickCount64);
                }

                return Environment.TickCount64 - since > 500;
            },
            "settled");
    }

    /// <summary>Lets the device's time leap, and gives it a moment to act.</summary>
    public async Task LeapAsync(long ms)
    {
        Clock.Leap(ms);
        await Task.Delay(200);
    }

    /// <summary>Power off, after the agent said goodbye.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        finally
        {
            _pump.Dispose();
            _stop.Dispose();
            await Tap.DisposeAsync();
        }
    }

    private AgentCore StartAgent()
    {
        int at = _wish.Jid.IndexOf('@');
        string domain = _wish.Jid[(at + 1)..];
        AgentConfig config = new()
        {
            DeviceId = Id,
            Links =
            [
                new XmppConfig
                {
                    Host = "127.0.0.1",
                    Port = Tap.Port,
                    DirectTls = _wish.Port.DirectTls,
                    Domain = domain,
                    User = Id,
                    Password = _wish.Password,
                    Resource = "dev",
                    PubSubService = $"pubsub.{LocalServer.Domain}",
                    AllowPlain = _wish.AllowPlain,
                    UseClientCertificate = _wish.Certificate != null,
                },
            ],
            ReportEveryMs = _wish.ReportEveryMs,
        };
        config.Allow(_wish.Operator, Role.Admin);
        return new AgentCore(config, Clock, new HostCrypto(), Vault, Board, new HostLog(NullLogger.Instance, Id));
    }

    private void Remember(DeviceStatus status)
    {
        lock (_history)
        {
            _history.Add(status);
        }
    }

    private string Conversation() => string.Join(
        Environment.NewLine,
        Traffic.Recent.Select(chunk => $"{(chunk.Direction == "up" ? "C" : "S")}: {chunk.Text}"));
}
