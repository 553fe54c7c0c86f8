namespace Core.Ports;

/// <summary>Time, of two kinds that must not be mixed.</summary>
public interface IClock
{
    /// <summary>Monotonic milliseconds since an arbitrary start; never goes back, whatever sets the wall
    /// clock.</summary>
    long Now { get; }

    /// <summary>Milliseconds since 1970-01-01 UTC; zero while the wall time is not known yet.</summary>
    long UnixTimeMs { get; }
}
