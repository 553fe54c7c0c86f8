namespace HostSim.PushGateway.Store;

/// <summary>What a token stands for.</summary>
/// <param name="Mailbox">Where its pushes go.</param>
/// <param name="Scope">The only topic it is good for; null for a base token.</param>
/// <param name="RetiredMs">Since when it is good for nothing, in Unix milliseconds; null while it is good.</param>
/// <param name="Replaced">If it is retired: whether the device has another one instead.</param>
public sealed record TokenEntry(Mailbox Mailbox, TopicHash? Scope, long? RetiredMs = null, bool Replaced = false);
