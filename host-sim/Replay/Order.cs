namespace HostSim.Replay;

/// <summary>By which way a command goes.</summary>
internal enum Way
{
    /// <summary>An ad-hoc command.</summary>
    AdHoc,

    /// <summary>An item of the device's command node.</summary>
    Item,

    /// <summary>A line of chat.</summary>
    Chat,
}

/// <summary>One command that somebody gave, and what came of it. Each has an output and a level of its own.</summary>
internal sealed class Order(string id, Way way, bool allowed, int pin, int level)
{
    /// <summary>Its id: of the IQ, the item, or the chat's thread.</summary>
    public string Id { get; } = id;

    /// <summary>The way it went.</summary>
    public Way Way { get; } = way;

    /// <summary>Whoever gave it may.</summary>
    public bool Allowed { get; } = allowed;

    /// <summary>The output to drive.</summary>
    public int Pin { get; } = pin;

    /// <summary>The level to drive it to; out of range for a command that must fail.</summary>
    public int Level { get; } = level;

    /// <summary>In which life of the device it ran, each time it ran.</summary>
    public List<int> Runs { get; } = [];

    /// <summary>In which life of the device the first answer came; zero for never.</summary>
    public int AnsweredIn { get; private set; }

    /// <summary>The different answers that came from the device; the same one may come again after a lost session,
    /// because nobody knows whether it arrived.</summary>
    public HashSet<string> Answers { get; } = [];

    /// <summary>An answer says that it was done.</summary>
    public bool SaysDone { get; private set; }

    /// <summary>An answer says that it was not done.</summary>
    public bool SaysNot { get; private set; }

    /// <summary>An answer came.</summary>
    public void Answer(string text, bool done, int life)
    {
        Answers.Add(text);
        SaysDone |= done;
        SaysNot |= !done;
        AnsweredIn = AnsweredIn == 0 ? life : AnsweredIn;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Way} {Id} pin {Pin} to {Level}: ran {Runs.Count}, answers {Answers.Count}";
}
