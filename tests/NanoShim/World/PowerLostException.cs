namespace Tests.NanoShim.World;

/// <summary>The chip has no power any more, or was told to start anew: nothing of this run may go on. Every call of the
/// simulated class library throws it from then on, so that a run which catches everything comes to its end
/// too.</summary>
public sealed class PowerLostException : Exception
{
    /// <summary>Without more to say.</summary>
    public PowerLostException()
        : base("this run of the chip is over")
    {
    }
}
