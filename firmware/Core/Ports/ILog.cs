namespace Core.Ports;

/// <summary>What the agent tells the person at the serial port. Never secrets, never message contents.</summary>
public interface ILog
{
    /// <summary>Something happened: a short constant text and a number that says more (a code, a count,
    /// milliseconds).</summary>
    void Write(string what, long number);
}
