using System.Text;
using Tests.Firmware.Whole;
using Tests.Integration.Peers;
using Tests.Integration.Servers;
using Tests.NanoShim.World;

namespace Tests.Integration.Devices;

/// <summary>The whole firmware on a simulated chip, with a real server behind its access point.</summary>
internal sealed class SimulatedChip : IDisposable
{
    private const int Lamp = 4;
    private const int LimitMs = 60_000;
    private const int SayAgainMs = 4_000;

    // Twenty of its seconds to one of ours: fast enough to wait for its backoffs, slow enough for a server's answer
    // to come in time.
    private const int Pace = 20;

    private readonly DeviceWish _wish;
    private readonly PowerSupply _power;

    /// <summary>Switches it on, with its configuration on the flash.</summary>
    public SimulatedChip(LocalServer server, DeviceWish wish)
    {
        _wish = wish;
        World = new NanoWorld(Pace);
        World.Flash.Put("I:\\ca.pem", File.ReadAllBytes(server.AuthorityFile));
        World.Flash.Put("I:\\agent.json", Encoding.UTF8.GetBytes(Configuration()));
        _power = new PowerSupply(World);
    }

    /// <summary>What surrounds the chip.</summary>
    public NanoWorld World { get; }

    /// <summary>How each run so far ended.</summary>
    public IReadOnlyList<Ending> Endings => _power.Endings;

    /// <summary>Lets somebody switch the lamp by chat, and say it again every few seconds until it has moved.</summary>
    public async Task SwitchAsync(Peer person, int level)
    {
        long next = 0;
        await UntilAsync(
            async () =>
            {
                if (Environment.TickCount64 > next)
                {
                    await person.CallAsync("message", new { to = _wish.Jid, body = $"pin.write {Lamp} {level}" });
                    next = Environment.TickCount64 + SayAgainMs;
                }

                return World.Pins.Level(Lamp) == level;
            },
            () => $"switched the lamp to {level}");
    }

    /// <summary>Waits for a condition; fails with what the device printed.</summary>
    public Task UntilAsync(Func<bool> condition, string what) =>
        UntilAsync(() => Task.FromResult(condition()), () => what);

    /// <summary>Fails if anything went wrong that the device would have kept to itself.</summary>
    public void AssertNothingHidden()
    {
        Assert.IsEmpty(World.Notes, string.Join('\n', World.Notes));
        Assert.AreEqual(0, _power.Leftovers);
        Assert.IsLessThanOrEqualTo(3, World.Boot.MostThreads);
    }

    /// <inheritdoc/>
    public void Dispose() => _power.Dispose();

    private async Task UntilAsync(Func<Task<bool>> condition, Func<string> what)
    {
        long end = Environment.TickCount64 + LimitMs;
        while (!await condition())
        {
            if (Environment.TickCount64 > end)
            {
                Assert.Fail($"not in {LimitMs} ms: {what()}\n{World.Serial.Printed}\n{string.Join('\n', World.Notes)}");
            }

            await Task.Delay(20);
        }
    }

    private string Configuration()
    {
        string[] parts = _wish.Jid.Split('@');
        return $$"""
            {
              "device": "{{parts[0]}}",
              "wifi": { "ssid": "workshop", "password": "correct horse" },
              "xmpp": {
                "domain": "{{parts[1]}}", "user": "{{parts[0]}}", "password": "{{_wish.Password}}",
                "host": "127.0.0.1", "port": {{_wish.Port.Number}},
                "direct": {{(_wish.Port.DirectTls ? "true" : "false")}}, "pubsub": "pubsub.{{LocalServer.Domain}}"
              },
              "allow": { "admin": ["{{_wish.Operator}}"] },
              "report.every": 0
            }
            """;
    }
}
