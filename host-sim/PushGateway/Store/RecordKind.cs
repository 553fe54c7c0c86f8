namespace HostSim.PushGateway.Store;

/// <summary>
/// What a journal record says. A file is eight bytes of magic and then records:
/// <code>
/// record   = length u32 | crc32c u32 over length and body | body        big endian, body at most 1 MiB
/// body     = kind u8, then
///   Token    token 32, device text
///   Scoped   base token 32, scoped token 32, topic 20
///   Retired  base token 32, since ms i64, replaced u8
///   Filter   base token 32, { topic 20, state u8, since ms i64 } *
///   Push     base token 32, token 32, topic 20, id u32, accepted ms i64, expires ms i64, priority u8,
///            collapse text, provider text, payload bytes
///   Removed  base token 32, id u32
///   Upstream sequence i64, at ms i64, token 32, topic 20, message id u32, device text, payload bytes
///   Counters last push id u32, last upstream sequence i64
///   Old      retired token 32, since ms i64, replaced u8, device text      only in snapshots
///   Topic    name text
/// text     = length u32 | UTF-8;  bytes = length u32 | bytes
/// </code>
/// </summary>
public enum RecordKind : byte
{
    /// <summary>A device got a base token.</summary>
    Token = 1,

    /// <summary>A mailbox got a token for one topic.</summary>
    Scoped = 2,

    /// <summary>A base token ended.</summary>
    Retired = 3,

    /// <summary>A filter.</summary>
    Filter = 4,

    /// <summary>A push was accepted.</summary>
    Push = 5,

    /// <summary>A push is done with: acknowledged, replaced, expired or dropped.</summary>
    Removed = 6,

    /// <summary>A device sent a message.</summary>
    Upstream = 7,

    /// <summary>Where counting goes on.</summary>
    Counters = 8,

    /// <summary>A token that ended before the snapshot.</summary>
    Old = 9,

    /// <summary>A topic's name.</summary>
    Topic = 10,
}
