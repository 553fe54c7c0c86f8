using Core.Bytes;
using Core.Commands;

namespace Tests.Unit.Xmpp;

/// <summary>An agent with two pins and two sensors.</summary>
public sealed class FakeCommands : ICommandHost
{
    private readonly byte[][] _peers;
    private readonly Role[] _roles = { Role.Control, Role.Read };
    private readonly byte[] _temperature = Utf8.Bytes("Temperature");

    /// <summary>Levels of the pins 0 to 48; pins 2 and 4 are outputs.</summary>
    public readonly int[] Levels = new int[49];

    /// <summary>How often something was run.</summary>
    public int Runs;

    /// <summary>What every command comes to instead of running; none for running.</summary>
    public Outcome Verdict;

    /// <summary>How many more fields sensor.read gives, to fill the answer.</summary>
    public int MoreFields;

    /// <summary>Ids that ran; null while none is remembered.</summary>
    public string Seen;

    /// <inheritdoc/>
    public CommandSpec[] Commands { get; }

    /// <inheritdoc/>
    public bool HasMemory => true;

    /// <summary>The agent, for people with XMPP addresses.</summary>
    public FakeCommands()
        : this("friend@a.example", "reader@a.example")
    {
    }

    /// <summary>The agent, for somebody who may control and somebody who may read only.</summary>
    public FakeCommands(string friend, string reader)
    {
        _peers = new byte[][] { Utf8.Bytes(friend), Utf8.Bytes(reader) };
        ArgumentSpec pin = new("pin", ArgumentType.Integer, 0, 48, false);
        Commands = new CommandSpec[]
        {
            new("pin.read", "Level of a pin", Role.Read, new ArgumentSpec[] { pin }),
            new("pin.write", "Drive an output", Role.Control, new ArgumentSpec[]
            {
                pin, new("value", ArgumentType.Integer, 0, 1, false),
            }),
            new("sensor.read", "Read one sensor or all", Role.Read, new ArgumentSpec[]
            {
                new("name", ArgumentType.Text, 1, 32, true),
            }),
            new("restart", "Restart the device", Role.Admin, new ArgumentSpec[0]),
        };
    }

    /// <inheritdoc/>
    public CommandSpec Find(Slice name)
    {
        foreach (CommandSpec command in Commands)
        {
            if (name.Is(command.NameBytes))
            {
                return command;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public Role RoleOf(Slice bareAddress)
    {
        for (int i = 0; i < _peers.Length; i++)
        {
            if (bareAddress.Is(_peers[i]))
            {
                return _roles[i];
            }
        }

        return Role.Stranger;
    }

    /// <inheritdoc/>
    public byte[] Peer(int index) => index < _peers.Length ? _peers[index] : null;

    /// <inheritdoc/>
    public Role PeerRole(int index) => _roles[index];

    /// <inheritdoc/>
    public bool HasSeen(Slice id) => Seen != null && Seen.Contains(Word(id));

    /// <inheritdoc/>
    public void See(Slice id, bool isItem) => Seen = Seen == null ? null : Seen + Word(id);

    /// <inheritdoc/>
    public void Run(CommandCall call)
    {
        if (Verdict != Outcome.None)
        {
            call.Outcome = Verdict;
        }
        else if (call.Spec == null)
        {
            call.Outcome = Outcome.Unknown;
        }
        else if (RoleOf(call.Caller) < call.Spec.Role)
        {
            call.Outcome = Outcome.Refused;
        }
        else if (!call.CheckArguments())
        {
            call.Outcome = Outcome.BadArgument;
        }
        else
        {
            Runs++;
            call.Outcome = call.Spec == Commands[2] ? ReadSensors(call) : UsePin(call);
        }
    }

    private Outcome UsePin(CommandCall call)
    {
        int pin = (int)call.Integer(0, 0);
        if (call.Spec == Commands[1])
        {
            if (pin != 2 && pin != 4)
            {
                return Outcome.Failed;
            }

            Levels[pin] = (int)call.Integer(1, 0);
        }

        call.Result.Add("value", Levels[pin], string.Empty);
        return Outcome.Done;
    }

    private Outcome ReadSensors(CommandCall call)
    {
        Slice name = call.Value(0);
        if (name.Bytes != null && !name.Is(_temperature))
        {
            return Outcome.Failed;
        }

        call.Result.AddThousandths("Temperature", 21_500, "Cel");
        if (name.Bytes == null)
        {
            call.Result.AddThousandths("Humidity", 40_250, "%RH");
        }

        for (int i = 0; i < MoreFields; i++)
        {
            call.Result.Add("door", true);
        }

        return Outcome.Done;
    }

    private static string Word(Slice id) => "|" + id.ToString() + "|";
}
