namespace HostSim.PushGateway.Courier;

/// <summary>
/// The courier protocol's numbers.
/// <code>
/// frame = command u8 | length u32 | item *        big endian; length counts the items
/// item  = id u8 | length u16 | value              unknown ids and commands are skipped
///
/// device to gateway                               gateway to device
///   07 connect        1 token 2 state 5 flags       08 connected    1 status 3 token 4 size 5 6 8 large size 0a time
///                     0c certificate 0d nonce 0e signature
///   09 filter         1 token, topics by state      0e no storage   1 token
///   0a notification   1 topic 2 token 3 payload     0a notification 1 token 2 topic 3 payload 4 id 5 expiry
///                     4 id 5 expiry 6 time                          6 time 7 storage f0 provider (ours)
///   0b acknowledged   1 token 4 id 8 status         0b acknowledged 1 token 4 id 8 status
///   0c keep-alive                                   0d keep-alive answer
///   0f flush          1 size 2 padding              10 flushed      2 padding
///   11 app token      1 token 2 topic 3 app         12 app token    1 status 2 token 3 topic 4 app
///   14 state          1 state 2 interval
/// </code>
/// The order of a session: connect, filter, then anything. A strange command byte is skipped, except 0, which no
/// peer means.
/// </summary>
internal static class CourierWire
{
    public const int HeaderSize = 5;
    public const int ItemHeaderSize = 3;

    public const byte Connect = 0x07;
    public const byte Connected = 0x08;
    public const byte Filter = 0x09;
    public const byte Notification = 0x0a;
    public const byte Acknowledged = 0x0b;
    public const byte KeepAlive = 0x0c;
    public const byte KeepAliveAnswer = 0x0d;
    public const byte NoStorage = 0x0e;
    public const byte Flush = 0x0f;
    public const byte Flushed = 0x10;
    public const byte AppTokenWanted = 0x11;
    public const byte AppToken = 0x12;
    public const byte SetState = 0x14;

    public const byte StatusOk = 0;
    public const byte StatusError = 2;
    public const byte StatusTooEarly = 0x80;

    /// <summary>Item 7 of a notification: it was stored.</summary>
    public const byte FromStorage = 1;

    /// <summary>Item 7 of a notification: and nothing stored follows.</summary>
    public const byte LastFromStorage = 2;

    /// <summary>Our own item of a notification: the name of the provider that the gateway authenticated, UTF-8.
    /// Strangers skip it.</summary>
    public const byte ProviderItem = 0xf0;

    /// <summary>The protocol's name in ALPN, for peers that bring their certificate within the connect.</summary>
    public const string Alpn = "apns-security-v3";
}
