using Core.Commands;
using Core.Ports;

namespace Core.Agent;

/// <summary>What the agent lends to each of its links.</summary>
public sealed class LinkParts
{
    /// <summary>What all links are told.</summary>
    public AgentConfig Config;

    /// <summary>Where commands are run.</summary>
    public ICommandHost Commands;

    /// <summary>Who hears what became of what was handed over.</summary>
    public ILinkOwner Owner;

    /// <summary>The pins.</summary>
    public IBoard Board;

    /// <summary>Digests and random bytes.</summary>
    public ICrypto Crypto;

    /// <summary>Records that outlive a restart.</summary>
    public IVault Vault;
}
