using System.Text;
using HostSim.Network;
using HostSim.Operator;
using HostSim.XmppServer;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tests.Firmware.Whole;

/// <summary>A home for one device: an XMPP server, a person at its console, a network, and a chip with its
/// configuration on the flash.</summary>
internal sealed class Home : IAsyncDisposable
{
    /// <summary>An output of the board.</summary>
    public const int Lamp = 4;

    /// <summary>An input of the board.</summary>
    public const int Button = 13;

    private const string Device = "dev1";
    private const string Person = "anna";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly DeviceCommands _commands;

    private Home(EmbeddedServer server, OperatorClient person, NanoWorld world)
    {
        Server = server;
        Operator = person;
        World = world;
        _commands = new DeviceCommands(person);
    }

    /// <summary>The server.</summary>
    public EmbeddedServer Server { get; }

    /// <summary>The person.</summary>
    public OperatorClient Operator { get; }

    /// <summary>What surrounds the chip.</summary>
    public NanoWorld World { get; }

    /// <summary>What keeps it on, once <see cref="SwitchOn"/> was called.</summary>
    public PowerSupply Power { get; private set; } = null!;

    /// <summary>Bare JID of the person.</summary>
    public static string PersonAt(string domain) => $"{Person}@{domain}";

    /// <summary>Bare JID of the device.</summary>
    public string Jid => $"{Device}@{Server.Domain}";

    /// <summary>The device has a session at the server.</summary>
    public bool IsOnline => Server.OnlineSessions.Any(it => it.StartsWith(Jid, StringComparison.Ordinal));

    /// <summary>Furnishes it; the chip is still off.</summary>
    public static async Task<Home> FurnishAsync(int pace, string extra = "", Flash? flash = null)
    {
        EmbeddedServer server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions());
        server.AddAccount(Device, "pw-device");
        server.AddAccount(Person, "pw-person");
        server.Befriend(Device, Person);
        NanoWorld world = new(pace, flash);
        world.Wires.Name("xmpp.home", "127.0.0.1");
        world.Flash.Put("I:\\ca.pem", Encoding.ASCII.GetBytes(server.Authority.CertificatePem));
        world.Flash.Put("I:\\agent.json", Encoding.UTF8.GetBytes(Configuration(server, extra)));
        OperatorClient person = new(new OperatorOptions
        {
            User = Person,
            Domain = server.Domain,
            Password = "pw-person",
            Host = "127.0.0.1",
            Port = server.DirectTlsPort,
            DirectTls = true,
            Trust = Trust.Only(server.Authority.Certificate),
            PubSubService = server.PubSubAddress,
            Devices = [$"{Device}@{server.Domain}"],
        }, NullLogger.Instance);
        person.Start();
        return new Home(server, person, world);
    }

    /// <summary>Furnishes it, switches on and waits until the device is online.</summary>
    public static async Task<Home> OnlineAsync(int pace, string extra = "")
    {
        Home home = await FurnishAsync(pace, extra);
        home.SwitchOn();
        await home.ReachesAsync();
        return home;
    }

    /// <summary>Power on.</summary>
    public void SwitchOn() => Power = new PowerSupply(World);

    /// <summary>Waits until the device answers a command.</summary>
    public async Task ReachesAsync()
    {
        string? answer = null;
        await UntilAsync(
            async () => (answer = await TryAsync("pin.read", Lamp, null)) is "done", () => $"got {answer}");
    }

    /// <summary>Switches the lamp, and again until the answer comes; the level is then as asked for.</summary>
    public async Task SwitchLampAsync(int level)
    {
        string? answer = null;
        await UntilAsync(
            async () => (answer = await TryAsync("pin.write", Lamp, level)) is "done", () => $"got {answer}");
        Assert.AreEqual(level, World.Pins.Level(Lamp));
    }

    /// <summary>Runs a command once; its status, or why there was none.</summary>
    public async Task<string> TryAsync(string command, int? pin, int? value)
    {
        Dictionary<string, string> arguments = [];
        if (pin is not null)
        {
            arguments["pin"] = $"{pin}";
        }

        if (value is not null)
        {
            arguments["value"] = $"{value}";
        }

        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(5));
        try
        {
            CommandReply reply = await _commands.RunAsync(Jid, command, arguments, limit.Token);
            return reply.Status == "done" ? "done" : $"{reply.Status}: {reply.Note}";
        }
        catch (Exception e) when (e is OperatorException or OperationCanceledException)
        {
            return e.Message;
        }
    }

    /// <summary>Waits for a condition; fails with what the device printed.</summary>
    public Task UntilAsync(Func<bool> condition, string what) =>
        UntilAsync(() => Task.FromResult(condition()), () => what);

    /// <summary>Fails if anything went wrong that the device would have kept to itself.</summary>
    public void AssertNothingHidden()
    {
        Assert.IsEmpty(World.Notes, string.Join('\n', World.Notes));
        Assert.AreEqual(0, Power.Leftovers);
        Assert.IsLessThanOrEqualTo(3, World.Boot.MostThreads);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Power?.Dispose();
        World.Dispose();
        await Operator.DisposeAsync();
        await Server.DisposeAsync();
    }

    private async Task UntilAsync(Func<Task<bool>> condition, Func<string> what)
    {
        long end = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        while (!await condition())
        {
            if (Environment.TickCount64 > end)
            {
                Assert.Fail($"waited in vain, {what()}\n{World.Serial.Printed}\n{string.Join('\n', World.Notes)}");
            }

            await Task.Delay(10);
        }
    }

    private static string Configuration(EmbeddedServer server, string extra) => $$"""
        {
          "device": "{{Device}}",
          "wifi": { "ssid": "workshop", "password": "correct horse" },
          "xmpp": {
            "domain": "{{server.Domain}}", "user": "{{Device}}", "password": "pw-device",
            "host": "xmpp.home", "port": {{server.StartTlsPort}}, "pubsub": "{{server.PubSubAddress}}"
          },
          "allow": { "admin": ["{{Person}}@{{server.Domain}}"] },
          "report.every": 0{{extra}}
        }
        """;
}
