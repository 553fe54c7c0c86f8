using System.Text;
using Core.Agent;
using Core.Ports;
using HostSim.Replay;
using Tests.Chaos.Recorded;

namespace Tests.Chaos.Rig;

/// <summary>A whole agent that is online, over ports that take no memory themselves.</summary>
internal sealed class SteadyAgent : SteadyPeer, ILog
{
    private readonly FixedClock _clock = new();
    private readonly AgentCore _agent;

    /// <summary>Logs in; reports each so many milliseconds, zero for never.</summary>
    public SteadyAgent(int reportEveryMs)
    {
        AgentConfig config = LinkRig.ConfigOf("external");
        config.ReportEveryMs = reportEveryMs;
        _agent = new AgentCore(config, _clock, new SeededCrypto(1, []), new ThriftyVault(),
            new ThriftyBoard(), this);
        Intent intent = new();
        for (int turn = 0; turn < 10 && intent.Kind != IntentKind.Open; turn++)
        {
            Tick();
            _agent.NextIntent(intent);
        }

        _agent.Opened(0, _clock.Now);
        Drain();
        Feed(Encoding.UTF8.GetBytes(Conversation.Login));
        Assert.AreEqual(AgentState.Online, _agent.State);
    }

    /// <inheritdoc/>
    public override bool IsOnline => _agent.State == AgentState.Online;

    /// <summary>Number of the newest report or result.</summary>
    public uint LastNumber => _agent.LastNumber;

    /// <summary>Reports and results that were dropped.</summary>
    public int Dropped => _agent.Dropped;

    /// <summary>Lets a second pass.</summary>
    public void Tick()
    {
        _clock.Now += 1_000;
        _agent.Tick(_clock.Now);
        Drain();
    }

    /// <inheritdoc/>
    public void Write(string what, long number)
    {
    }

    /// <inheritdoc/>
    protected override int Receive(byte[] bytes, int count) => _agent.Receive(0, bytes, 0, count, _clock.Now);

    /// <inheritdoc/>
    protected override int Transmit(byte[] target) => _agent.Transmit(0, target, 0, target.Length);
}
