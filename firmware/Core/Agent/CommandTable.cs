using Core.Bytes;
using Core.Commands;
using Core.Ports;

namespace Core.Agent;

/// <summary>Every command of the device, behind the one door through which every protocol comes.</summary>
public sealed class CommandTable : ICommandHost
{
    private readonly Allowlist _allowlist;
    private readonly SeenIds _seen;
    private readonly Health _health;
    private readonly IClock _clock;
    private readonly CommandGroup[] _groups;

    /// <inheritdoc/>
    public CommandSpec[] Commands { get; }

    /// <summary>The commands of these groups, for these peers.</summary>
    public CommandTable(CommandGroup[] groups, Allowlist allowlist, IVault vault, Health health, IClock clock)
    {
        _groups = groups;
        _allowlist = allowlist;
        _seen = new SeenIds(vault);
        _health = health;
        _clock = clock;
        int count = 0;
        foreach (CommandGroup group in groups)
        {
            count += group.Specs.Length;
        }

        Commands = new CommandSpec[count];
        count = 0;
        foreach (CommandGroup group in groups)
        {
            foreach (CommandSpec spec in group.Specs)
            {
                Commands[count++] = spec;
            }
        }
    }

    /// <inheritdoc/>
    public bool HasMemory => _seen.HasMemory;

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

    /// <summary>Index of a command in <see cref="Commands"/>.</summary>
    public int IndexOf(CommandSpec spec)
    {
        int index = 0;
        while (Commands[index] != spec)
        {
            index++;
        }

        return index;
    }

    /// <inheritdoc/>
    public Role RoleOf(Slice bareAddress) => _allowlist.RoleOf(bareAddress);

    /// <inheritdoc/>
    public byte[] Peer(int index) => _allowlist.Peer(index);

    /// <inheritdoc/>
    public Role PeerRole(int index) => _allowlist.PeerRole(index);

    /// <inheritdoc/>
    public bool HasSeen(Slice id) => _seen.Contains(id);

    /// <inheritdoc/>
    public void See(Slice id, bool isItem) => _seen.Add(id, isItem);

    /// <inheritdoc/>
    public void Run(CommandCall call)
    {
        if (call.Spec == null)
        {
            call.Outcome = Outcome.Unknown;
        }
        else if (call.Caller.Bytes == null || RoleOf(call.Caller) < call.Spec.Role)
        {
            call.Outcome = Outcome.Refused;
            _health.Refused++;
        }
        else if (call.Id.Count > 0 && _seen.Contains(call.Id))
        {
            call.Outcome = Outcome.Repeated;
        }
        else if (!call.CheckArguments())
        {
            call.Outcome = Outcome.BadArgument;
        }
        else
        {
            if (call.Id.Count > 0)
            {
                _seen.Add(call.Id, call.IsItem);
            }

            _health.Commands++;
            call.Outcome = RunInGroup(call);
        }
    }

    private Outcome RunInGroup(CommandCall call)
    {
        int index = IndexOf(call.Spec);
        int group = 0;
        while (index >= _groups[group].Specs.Length)
        {
            index -= _groups[group].Specs.Length;
            group++;
        }

        return _groups[group].Run(index, call, _clock.Now);
    }
}
