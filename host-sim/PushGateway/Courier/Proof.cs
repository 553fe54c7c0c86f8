namespace HostSim.PushGateway.Courier;

/// <summary>What came of the proof in a connect: who the peer is, or why it is nobody.</summary>
internal sealed record Proof(PeerIdentity? Peer, string? Fault);
