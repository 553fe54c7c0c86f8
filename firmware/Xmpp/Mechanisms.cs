using System;

namespace Xmpp;

/// <summary>SASL mechanisms that we know, as a set.</summary>
[Flags]
public enum Mechanisms
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>SCRAM-SHA-1 (RFC 5802).</summary>
    Scram1 = 1,

    /// <summary>SCRAM-SHA-256 (RFC 7677).</summary>
    Scram256 = 2,

    /// <summary>SCRAM-SHA-512.</summary>
    Scram512 = 4,

    /// <summary>Every SCRAM.</summary>
    AnyScram = Scram1 | Scram256 | Scram512,

    /// <summary>PLAIN (RFC 4616).</summary>
    Plain = 8,

    /// <summary>EXTERNAL (RFC 4422, appendix A).</summary>
    External = 16,

    /// <summary>HT-SHA-256-NONE (XEP-0484).</summary>
    HashedToken = 32,
}
