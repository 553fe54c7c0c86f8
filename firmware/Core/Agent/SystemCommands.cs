using Core.Bytes;
using Core.Commands;

namespace Core.Agent;

/// <summary>Commands about the device itself.</summary>
public sealed class SystemCommands : CommandGroup
{
    private const int Help = 0;
    private const int ShowHealth = 1;
    private const int ConfigGet = 2;
    private const int ConfigSet = 3;

    // Time for the answer to leave before the device goes down.
    private const int RestartDelayMs = 1_000;

    private readonly Health _health;
    private readonly Settings _settings;
    private readonly Outbox _outbox;

    /// <inheritdoc/>
    public override CommandSpec[] Specs { get; }

    /// <summary>When the device is to restart; <see cref="Engine.Never"/> for not.</summary>
    public long RestartAt = Engine.Never;

    /// <summary>The table that help lists; set once it is made.</summary>
    public CommandTable Table;

    /// <summary>Commands about this device.</summary>
    public SystemCommands(Health health, Settings settings, Outbox outbox)
    {
        _health = health;
        _settings = settings;
        _outbox = outbox;
        ArgumentSpec name = new("name", ArgumentType.Text, 1, 32, false);
        Specs = new CommandSpec[]
        {
            new("help", "List the commands", Role.Read, new ArgumentSpec[0]),
            new("health", "How the device fares", Role.Read, new ArgumentSpec[0]),
            new("config.get", "Show a setting or all", Role.Read, new ArgumentSpec[]
            {
                new("name", ArgumentType.Text, 1, 32, true),
            }),
            new("config.set", "Change a setting", Role.Admin, new ArgumentSpec[]
            {
                name, new("value", ArgumentType.Integer, 0, int.MaxValue, false),
            }),
            new("restart", "Restart the device", Role.Admin, new ArgumentSpec[0]),
        };
    }

    /// <inheritdoc/>
    public override Outcome Run(int index, CommandCall call, long now)
    {
        switch (index)
        {
            case Help:
                return List(call);
            case ShowHealth:
                _health.Write(call.Result, _outbox.Dropped);
                return Outcome.Done;
            case ConfigGet:
                return Get(call);
            case ConfigSet:
                return Set(call);
            default:
                RestartAt = now + RestartDelayMs;
                return Outcome.Done;
        }
    }

    private Outcome List(CommandCall call)
    {
        Role role = Table.RoleOf(call.Caller);
        foreach (CommandSpec command in Table.Commands)
        {
            if (command.Role <= role)
            {
                call.Result.Add(command.Name, command.Summary);
            }
        }

        return Outcome.Done;
    }

    private Outcome Get(CommandCall call)
    {
        Slice name = call.Value(0);
        int only = name.Bytes == null ? -1 : _settings.Find(name);
        if (name.Bytes != null && only < 0)
        {
            return Outcome.Failed;
        }

        for (int i = 0; i < Settings.Count; i++)
        {
            if (only < 0 || only == i)
            {
                call.Result.Add(Settings.Name(i), _settings.Get(i), string.Empty);
            }
        }

        return Outcome.Done;
    }

    private Outcome Set(CommandCall call)
    {
        int setting = _settings.Find(call.Value(0));
        if (setting < 0 || !_settings.Set(setting, call.Integer(1, 0)))
        {
            return Outcome.Failed;
        }

        call.Result.Add(Settings.Name(setting), _settings.Get(setting), string.Empty);
        return Outcome.Done;
    }
}
