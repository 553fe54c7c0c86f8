namespace Courier;

/// <summary>What a frame is. Others exist; they are passed over.</summary>
internal static class CommandId
{
    /// <summary>Device to server: token, state, flags, interface.</summary>
    internal const int Connect = 0x07;

    /// <summary>Server to device: status, token, size limits, time.</summary>
    internal const int Connected = 0x08;

    /// <summary>Device to server: token and the hashes of topics.</summary>
    internal const int Filter = 0x09;

    /// <summary>Both ways: a message.</summary>
    internal const int Notification = 0x0A;

    /// <summary>Both ways: what became of a message.</summary>
    internal const int Acknowledgement = 0x0B;

    /// <summary>Device to server, empty.</summary>
    internal const int KeepAlive = 0x0C;

    /// <summary>Server to device, empty: the answer to it.</summary>
    internal const int KeepAliveAnswer = 0x0D;

    /// <summary>Server to device: nothing is stored for this token.</summary>
    internal const int NoStorage = 0x0E;

    /// <summary>Device to server: asks for a token of one topic.</summary>
    internal const int AskTopicToken = 0x11;

    /// <summary>Server to device: that token.</summary>
    internal const int TopicToken = 0x12;

    /// <summary>Device to server: state and interval.</summary>
    internal const int SetState = 0x14;
}

/// <summary>What an item is, where its number means the same in more than one command or is our own.</summary>
internal static class ItemId
{
    /// <summary>Token: connect, filter, push; in the answer to connect and to the request for a topic's token,
    /// status.</summary>
    internal const int Token = 1;

    /// <summary>Status of an answer.</summary>
    internal const int Status = 1;

    /// <summary>Topic hash of a push; state in connect; the token of a topic.</summary>
    internal const int Topic = 2;

    /// <summary>Payload of a message; the token that the server assigns; a topic's hash beside its token.</summary>
    internal const int Payload = 3;

    /// <summary>Message id; largest message in the answer to connect.</summary>
    internal const int Id = 4;

    /// <summary>Expiry of a message, in seconds since 1970.</summary>
    internal const int Expiry = 5;

    /// <summary>Time of a message, in nanoseconds since 1970.</summary>
    internal const int Time = 6;

    /// <summary>Status of an acknowledgement.</summary>
    internal const int Result = 8;

    /// <summary>The server's time in its answer to connect, in milliseconds since 1970.</summary>
    internal const int ServerTime = 0x0A;

    /// <summary>Own extension: who pushed, as the gateway has authenticated it.</summary>
    internal const int Provider = 0xF0;
}
