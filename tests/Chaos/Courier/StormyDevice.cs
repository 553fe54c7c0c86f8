using Core;
using Core.Agent;
using Core.Commands;
using Courier;
using Core.Ports;
using HostSim.Ports;
using HostSim.Replay;
using Tests.Chaos.Rig;

namespace Tests.Chaos.Courier;

/// <summary>A whole agent with a Courier link, its connection, and a weather that cuts it anywhere.</summary>
internal sealed class StormyDevice : ILog
{
    private readonly byte[] _buffer = new byte[Limits.Write];
    private readonly Intent _intent = new();
    private readonly Random _chance;
    private readonly PushServer _server;
    private bool _isUp;

    /// <summary>A device of this server.</summary>
    public StormyDevice(Random chance, PushServer server)
    {
        _chance = chance;
        _server = server;
        AgentConfig config = new()
        {
            DeviceId = "dev1", Links = [new CourierConfig { Host = "push.test" }],
            ReportEveryMs = 5_000,
        };
        config.Allow("push:team", Role.Control);
        Agent = new AgentCore(config, Clock, new SeededCrypto(1, []), new MemoryVault(), Board, this);
    }

    /// <summary>Time.</summary>
    public FixedClock Clock { get; } = new();

    /// <summary>The board.</summary>
    public CountingBoard Board { get; } = new();

    /// <summary>The agent.</summary>
    public AgentCore Agent { get; }

    /// <summary>Time passes; everything that is due happens, and bytes travel until there are none.</summary>
    public void Pass(int ms)
    {
        long end = Clock.Now + ms;
        Settle();
        while (Agent.Deadline < end)
        {
            Clock.Now = Math.Max(Clock.Now, Agent.Deadline);
            Settle();
        }

        Clock.Now = end;
        Settle();
    }

    /// <inheritdoc/>
    public void Write(string what, long number)
    {
    }

    private void Settle()
    {
        Agent.Tick(Clock.Now);
        while (Obey() | Send() | Receive())
        {
        }

        Assert.IsGreaterThan(Clock.Now, Agent.Deadline);
    }

    private bool Obey()
    {
        if (!Agent.NextIntent(_intent))
        {
            return false;
        }

        if (_intent.Kind == IntentKind.Open && (_server.IsCalm || _chance.Next(4) > 0))
        {
            _isUp = true;
            Agent.Opened(0, Clock.Now);
        }
        else
        {
            Cut(_intent.Kind == IntentKind.Open ? Fault.ConnectFailed : _intent.Why);
        }

        return true;
    }

    private void Cut(Fault why)
    {
        _isUp = false;
        _server.Cut();
        Agent.Closed(0, why, Clock.Now);
    }

    private bool Send()
    {
        int count = _isUp ? Agent.Transmit(0, _buffer, 0, 1 + _chance.Next(_buffer.Length)) : 0;
        if (count > 0 && IsStruck)
        {
            _server.Hear(_buffer.AsSpan(0, _chance.Next(count + 1)));
            Cut(Fault.ConnectionLost);
        }
        else
        {
            _server.Hear(_buffer.AsSpan(0, count));
        }

        return count > 0;
    }

    private bool Receive()
    {
        if (!_isUp || _server.Out.Count == 0)
        {
            return false;
        }

        byte[] bytes = [.. _server.Out.Take(1 + _chance.Next(400))];
        _server.Out.RemoveRange(0, bytes.Length);
        int at = 0;
        while (at < bytes.Length && _isUp)
        {
            at += Agent.Receive(0, bytes, at, bytes.Length - at, Clock.Now);
            Send();
        }

        if (_isUp && IsStruck)
        {
            Cut(Fault.ConnectionLost);
        }

        return true;
    }

    private bool IsStruck => !_server.IsCalm && _chance.Next(40) == 0;
}
