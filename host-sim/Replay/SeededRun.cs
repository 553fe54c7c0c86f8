using Core;
using Core.Agent;
using Core.Commands;
using HostSim.Ports;
using HostSim.XmppServer;
using Xmpp;

namespace HostSim.Replay;

/// <summary>One device, one server and its people, on one thread and a virtual clock, with everything that a seed lets
/// go wrong.</summary>
internal sealed class SeededRun
{
    private const long Hour = 3_600_000;

    private readonly FixedClock _clock = new();
    private readonly CountingBoard _board = new();
    private readonly Random _chance;
    private readonly Device _device;
    private readonly Network _network;
    private long _faultsUntil;

    public SeededRun(int seed)
        : this(new RunInputs(seed))
    {
    }

    public SeededRun(RunInputs inputs)
    {
        int seed = inputs.Seed;
        Inputs = inputs;
        _chance = new Random(Seeds.Derive(seed, "storm"));
        Trace = new Trace(_clock);
        Domain = new XmppDomain(new DomainOptions
        {
            Domain = "iot.test", Clock = _clock, Entropy = Entropy.FromSeed(seed), AllowPlain = true,
            ScramMechanisms = ["SCRAM-SHA-256"], OfferSasl2 = _chance.Next(4) > 0, OfferFast = _chance.Next(4) > 0,
        });
        foreach (string user in new[] { "dev1", "op", "boss", "viewer", "eve" })
        {
            Domain.AddAccount(user, user + "-pw");
        }

        _network = new Network(Domain, _clock, seed, _chance);
        People = new People(Domain, Trace);
        _device = new Device(Config(), _clock, _board, Trace, Seeds.Derive(seed, "device"))
        {
            Connect = _network.Connect,
            Delay = () => _chance.Next(1_500),
        };
        _board.Written += (pin, level) => People.OrderOf(pin, level)?.Runs.Add(_device.Starts);
    }

    /// <summary>What it was given.</summary>
    public RunInputs Inputs { get; }

    /// <summary>What happened.</summary>
    public Trace Trace { get; }

    /// <summary>Everybody around the device.</summary>
    public People People { get; }

    /// <summary>The server's domain.</summary>
    public XmppDomain Domain { get; }

    /// <summary>The board under the device.</summary>
    public CountingBoard Board => _board;

    /// <summary>The device.</summary>
    public Device Device => _device;

    /// <summary>Outputs and levels are given out one by one.</summary>
    public int Given { get; private set; }

    private bool IsQuiet => _device.Core.State == AgentState.Online && People.IsListening;

    /// <summary>Calm, storm, calm again; at the end one command by each way that leads through.</summary>
    public void Run()
    {
        _device.Start(false);
        PassUntil(() => _device.Core.State == AgentState.Online, Hour, "online at first");
        PassQuietly(2_000);
        People.Subscribe();
        Invariant.Holds(People.IsListening, $"the nodes are there");
        People.Watch();
        _network.IsCalm = false;
        for (int turn = 0; turn < Inputs.StormTurns; turn++)
        {
            Storm.Blow(this, _chance);
            Turn(_clock.Now + _chance.Next(4_000));
        }

        Heal();
        foreach (Way way in Enum.GetValues<Way>())
        {
            // "Busy" is an answer; whoever gets it tries again.
            bool done = false;
            for (int tries = 0; tries < 3 && !done; tries++)
            {
                Give(way);
                PassQuietly(Inputs.AnswerMs);
                done = People.Orders.Last().SaysDone;
            }
        }

        PassQuietly(6L * Inputs.AnswerMs);
        Verdict.Pass(this);
    }

    /// <summary>The operator gives a command with an output and level that no other has.</summary>
    public void Give(Way way) => People.Give(way, Given / 2 % CountingBoard.Input, Given++ % 2);

    /// <summary>Somebody tries who may not.</summary>
    public void Try(Way way, bool isStranger) =>
        People.Try(way, Given / 2 % CountingBoard.Input, Given++ % 2, isStranger);

    /// <summary>The connection dies. The device notices at once or not at all, the server some time.</summary>
    public void Cut(bool isNoticed)
    {
        if (_network.Current is null)
        {
            return;
        }

        Trace.Note($"cut, {(isNoticed ? "noticed" : "silent")}");
        _network.Cut();
        if (isNoticed)
        {
            _network.Forget();
            _device.Lose(Fault.ConnectionLost);
        }
    }

    /// <summary>The power fails and comes back.</summary>
    public void PowerFails()
    {
        Cut(false);
        _network.Forget();
        _device.Start(false);
    }

    /// <summary>The server goes down and comes back, with or without a word, with or without its memory of
    /// sessions.</summary>
    public void ServerRestarts(bool graceful, bool forgets)
    {
        Trace.Note($"server restarts, graceful {graceful}, forgets {forgets}");
        if (graceful)
        {
            Domain.Kick("dev1", "system-shutdown");
            Turn(_clock.Now + 1);
        }

        Cut(true);
        _network.NoticeCuts(long.MaxValue);
        if (forgets)
        {
            Domain.LoseHibernating();
        }

        Unreachable(_chance.Next(20_000));
    }

    /// <summary>Nobody can connect for a time.</summary>
    public void Unreachable(int ms) => _network.UnreachableUntil = _clock.Now + ms;

    /// <summary>The server misbehaves for a time.</summary>
    public void Misbehave(int ms, Action<DomainFaults> how)
    {
        how(Domain.Faults);
        _faultsUntil = _clock.Now + ms;
    }

    /// <summary>All time leaps.</summary>
    public void Leap(long ms)
    {
        Trace.Note($"leap of {ms}");
        Turn(_clock.Now + ms);
    }

    /// <summary>Time passes, and nothing goes wrong that has not been made to.</summary>
    public void PassQuietly(long ms)
    {
        for (long end = _clock.Now + ms; _clock.Now < end;)
        {
            Turn(end);
        }
    }

    private static AgentConfig Config(bool directTls)
    {
        AgentConfig config = new()
        {
            DeviceId = "dev1",
            Links =
            [
                new XmppConfig
                {
                    Domain = "iot.test", User = "dev1", Password = "dev1-pw", DirectTls = directTls,
                },
            ],
            ReportEveryMs = 20_000,
        };
        config.Allow("op@iot.test", Role.Control);
        config.Allow("boss@iot.test", Role.Admin);
        config.Allow("viewer@iot.test", Role.Read);
        return config;
    }

    private AgentConfig Config() => Config(_chance.Next(2) == 0);

    private void Heal()
    {
        Trace.Note("heal");
        _network.IsCalm = true;
        Cut(true);
        _network.UnreachableUntil = 0;
        StopMisbehaving();
        PassUntil(() => IsQuiet, 3 * Hour, "online again");
        PassQuietly(5 * 60_000);
        PassUntil(() => IsQuiet, 3 * Hour, "still online");
    }

    private void StopMisbehaving()
    {
        DomainFaults faults = Domain.Faults;
        faults.TemporaryAuthFailure = faults.RefuseBind = faults.RefuseResume = faults.WithholdAcks = false;
        faults.SeeOtherHost = null;
        _faultsUntil = long.MaxValue;
    }

    private void PassUntil(Func<bool> condition, long mostMs, string what)
    {
        long end = _clock.Now + mostMs;
        while (!condition() && _clock.Now < end)
        {
            Turn(_clock.Now + 1_000);
        }

        Invariant.Holds(condition(), $"not {what}: {_device.Core.State}, {_device.Core.Reason}");
    }

    /// <summary>Moves everything that moves now, then lets time pass until something is due, at most to a
    /// moment.</summary>
    private void Turn(long until)
    {
        People.Life = _device.Starts;
        int rounds = 0;
        bool moved = true;
        while (moved)
        {
            Invariant.Holds(rounds++ < 100_000, $"it never comes to rest");
            moved = _device.Step() | (_network.Current?.Step(_clock.Now) ?? false);
            moved |= EndConnection();
            People.Hear();
        }

        Verdict.Watch(this);

        long next = Math.Min(_device.Deadline, Math.Min(ServerDeadline(), _network.Deadline));
        _clock.Now = Math.Max(_clock.Now + 1, Math.Min(next, until));
        _network.NoticeCuts(_clock.Now);
        Domain.Tick();
        if (_clock.Now >= _faultsUntil)
        {
            StopMisbehaving();
        }
    }

    private long ServerDeadline()
    {
        long domain = Domain.NextDeadline is DateTimeOffset due
            ? _clock.Now + Math.Max(1, (long)(due - _clock.GetUtcNow()).TotalMilliseconds) : long.MaxValue;
        return Math.Min(domain, _faultsUntil);
    }

    private bool EndConnection()
    {
        if (_network.IsCutByPlan)
        {
            Cut(_chance.Next(3) > 0);
            return true;
        }

        if (_network.Current is not { IsOver: true, IsCut: false } over)
        {
            return false;
        }

        over.ServerNotices();
        _network.Forget();
        _device.Lose(Fault.ConnectionLost);
        return true;
    }
}
