namespace Tests.NanoShim.World;

/// <summary>One call of the simulated class library: its name, and the how-manieth of this name, from 1.</summary>
public readonly record struct ApiCall(string Name, int Number);

/// <summary>Counts every call of the simulated class library by its name, and makes the chosen ones fail with the
/// exception that the real call throws.</summary>
public sealed class Faults
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = [];
    private readonly HashSet<ApiCall> _armed = [];
    private readonly HashSet<string> _broken = [];
    private readonly List<ApiCall> _struck = [];

    /// <summary>How often each call was made since the last <see cref="Forget"/>.</summary>
    public IReadOnlyDictionary<string, int> Counts
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<string, int>(_counts);
            }
        }
    }

    /// <summary>The calls that were made to fail, in their order.</summary>
    public IReadOnlyList<ApiCall> Struck
    {
        get
        {
            lock (_gate)
            {
                return [.. _struck];
            }
        }
    }

    /// <summary>Lets one call fail.</summary>
    public void Arm(ApiCall call)
    {
        lock (_gate)
        {
            _armed.Add(call);
        }
    }

    /// <summary>Lets the next call of this name fail.</summary>
    public void ArmNext(string name)
    {
        lock (_gate)
        {
            _armed.Add(new ApiCall(name, _counts.GetValueOrDefault(name) + 1));
        }
    }

    /// <summary>Lets every call of this name fail until <see cref="Mend"/>.</summary>
    public void Break(string name)
    {
        lock (_gate)
        {
            _broken.Add(name);
        }
    }

    /// <summary>No call fails any more.</summary>
    public void Mend()
    {
        lock (_gate)
        {
            _broken.Clear();
            _armed.Clear();
        }
    }

    /// <summary>Counts from zero again.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _counts.Clear();
            _struck.Clear();
        }
    }

    /// <summary>Counts a call. True if it has to fail.</summary>
    public bool Strikes(string name)
    {
        lock (_gate)
        {
            ApiCall call = new(name, _counts.GetValueOrDefault(name) + 1);
            _counts[name] = call.Number;
            if (!_armed.Remove(call) && !_broken.Contains(name))
            {
                return false;
            }

            _struck.Add(call);
            return true;
        }
    }
}
