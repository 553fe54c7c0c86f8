namespace HostSim.Testing;

/// <summary>An expectation was not met; the message says what was seen instead. Every test framework shows it as a
/// failure.</summary>
public sealed class WorldException(string message) : Exception(message);
