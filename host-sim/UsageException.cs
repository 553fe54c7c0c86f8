namespace HostSim;

/// <summary>The arguments are wrong, or a file they name cannot be used; the message is a line for a person.</summary>
public sealed class UsageException(string message) : Exception(message);
