using Core.Agent;
using Core.Commands;
using Xmpp;

namespace Tests.Bench;

/// <summary>A whole agent, online, without a network: bytes in, bytes out.</summary>
internal sealed class AgentOnline
{
    private readonly AgentCore _agent;
    private readonly byte[] _sent = new byte[Core.Limits.Write];
    private readonly StillClock _clock = new();
    private readonly OnePinBoard _board = new();
    private bool _authenticated;

    public AgentOnline()
    {
        AgentConfig config = new()
        {
            DeviceId = "dev1",
            Links =
            [
                new XmppConfig
                {
                    Domain = "iot.test", User = "dev1", Password = "pw-dev1", DirectTls = true, AllowPlain = true,
                },
            ],
            ReportEveryMs = 0,
        };
        config.Allow("operator@iot.test", Role.Control);
        _agent = new AgentCore(config, _clock, new HostCrypto(), new NoVault(), _board, new NoLog());
        Connect();
    }

    /// <summary>How often the pin was read.</summary>
    public int Reads => _board.Reads;

    /// <summary>Receives, and returns how many bytes the agent answers.</summary>
    public int Exchange(byte[] stanza)
    {
        _agent.Receive(0, stanza, 0, stanza.Length, _clock.Now);
        return _agent.Transmit(0, _sent, 0, _sent.Length);
    }

    /// <summary>Receives a command as an item, and lets the server acknowledge the result that is published: until it
    /// has, the agent publishes no other. Returns how many bytes the agent says.</summary>
    public int Obey(byte[] item)
    {
        int sent = Exchange(item);
        byte[] answer = ScriptedServer.Answer(_sent.AsSpan(0, sent), ref _authenticated);
        _agent.Receive(0, answer, 0, answer.Length, _clock.Now);
        return sent;
    }

    private void Connect()
    {
        Intent intent = new();
        while (_agent.State != AgentState.Connecting)
        {
            _agent.Tick(_clock.Now);
            _agent.NextIntent(intent);
        }

        _agent.Opened(0, _clock.Now);
        for (int sent = Transmit(); sent > 0; sent = Transmit())
        {
            byte[] answer = ScriptedServer.Answer(_sent.AsSpan(0, sent), ref _authenticated);
            _agent.Receive(0, answer, 0, answer.Length, _clock.Now);
        }

        if (_agent.State != AgentState.Online)
        {
            throw new InvalidOperationException($"The agent did not get online: {_agent.State}, {_agent.Reason}.");
        }
    }

    private int Transmit() => _agent.Transmit(0, _sent, 0, _sent.Length);
}
