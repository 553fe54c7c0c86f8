using Core;
using Core.Agent;
using Core.Bytes;
using Core.Commands;
using Xmpp;

namespace Tests.Unit.Agent;

/// <summary>The commands of a device on a fake board, and calls of them.</summary>
public sealed class AgentFixture
{
    /// <summary>The account's configuration, with a reader, an operator and an administrator.</summary>
    public readonly AgentConfig Config = MakeConfig();

    /// <summary>Time.</summary>
    public readonly FakeClock Clock = new();

    /// <summary>The board.</summary>
    public readonly FakeBoard Board = new();

    /// <summary>The vault.</summary>
    public readonly FakeVault Vault;

    /// <summary>Settings of the device.</summary>
    public readonly Settings Settings;

    /// <summary>Commands of the pins.</summary>
    public readonly PinCommands Pins;

    /// <summary>Commands of the sensors.</summary>
    public readonly SensorCommands Sensors;

    /// <summary>Counters.</summary>
    public readonly Health Health;

    /// <summary>Every command.</summary>
    public readonly CommandTable Table;

    /// <summary>The one call.</summary>
    public readonly CommandCall Call = new(Limits.Result);

    /// <summary>A device with nothing in its vault.</summary>
    public AgentFixture()
        : this(new FakeVault())
    {
    }

    /// <summary>A device that starts with this vault.</summary>
    public AgentFixture(FakeVault vault)
    {
        Vault = vault;
        Clock.Now = 1_000;
        Settings = new Settings(Config, vault);
        Pins = new PinCommands(Board);
        Sensors = new SensorCommands(Board, Settings);
        Health = new Health(Board, Clock, vault);
        SystemCommands system = new(Health, Settings, new Outbox(1));
        CommandGroup[] groups = { system, Pins, Sensors };
        Table = new CommandTable(groups, new Allowlist(Config), vault, Health, Clock);
        system.Table = Table;
    }

    /// <summary>Runs a command for somebody, with its arguments in their order; null for one that is not
    /// given.</summary>
    public Outcome Run(string caller, string command, string first, string second)
    {
        return Run(caller, string.Empty, command, first, second);
    }

    /// <summary>Runs a command that has an id.</summary>
    public Outcome Run(string caller, string id, string command, string first, string second)
    {
        Call.Clear();
        Set(Call.Caller, caller);
        Set(Call.Id, id);
        Call.Spec = Table.Find(Texts.Slice(command));
        if (first != null)
        {
            Set(Call.Value(0), first);
        }

        if (second != null)
        {
            Set(Call.Value(1), second);
        }

        Table.Run(Call);
        return Call.Outcome;
    }

    /// <summary>The value of a field of the result; null if it is not there.</summary>
    public string Field(string name)
    {
        byte[] wanted = Utf8.Bytes(name);
        Call.Result.Rewind();
        while (Call.Result.Next())
        {
            if (Call.Result.Name.Is(wanted))
            {
                return Call.Result.Value.ToString();
            }
        }

        return null;
    }

    private static void Set(Slice slice, string text)
    {
        byte[] bytes = Utf8.Bytes(text);
        slice.Set(bytes, 0, bytes.Length);
    }

    private static AgentConfig MakeConfig()
    {
        AgentConfig config = new()
        {
            DeviceId = "d",
            Links = new LinkConfig[] { new XmppConfig { Domain = "a.example", User = "d", Password = "p" } },
        };
        config.Allow("Reader@a.example", Role.Read);
        config.Allow("op@a.example", Role.Control);
        config.Allow("boss@a.example", Role.Admin);
        return config;
    }
}
