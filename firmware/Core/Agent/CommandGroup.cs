using Core.Commands;

namespace Core.Agent;

/// <summary>Commands that belong together: their definitions, and what they do.</summary>
public abstract class CommandGroup
{
    /// <summary>The definitions, in the order of their indexes.</summary>
    public abstract CommandSpec[] Specs { get; }

    /// <summary>Runs the command at <paramref name="index"/>. Caller and arguments have been checked; the result goes
    /// into the call.</summary>
    public abstract Outcome Run(int index, CommandCall call, long now);

    /// <summary>When <see cref="Tick"/> is needed; <see cref="Engine.Never"/> for not.</summary>
    public virtual long Deadline => Engine.Never;

    /// <summary>Does what is due.</summary>
    public virtual void Tick(long now)
    {
    }
}
