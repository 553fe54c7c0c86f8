namespace Core;

/// <summary>Every size and time that bounds the agent, with its reason. One XMPP link reserves what stands here and
/// nothing more; a test adds it up.</summary>
public static class Limits
{
    // Receiving.

    /// <summary>Bytes of received XML kept at once, and so the largest stanza read whole. The feature list of a real
    /// server takes 1.9 kB, a command form 600 bytes; anything larger is skipped and answered with an error.</summary>
    public const int Arena = 4096;

    /// <summary>Elements of one stanza: the longest feature list seen has 52.</summary>
    public const int Elements = 96;

    /// <summary>Of these the first, whose names are kept at hand: a PubSub item with a command has 6, and 2 for each of
    /// at most 4 arguments. The names of others are read when they are asked for.</summary>
    public const int NamedElements = 16;

    /// <summary>Attributes of one tag that is looked into: the most that any extension defines is 9.</summary>
    public const int Attributes = 16;

    /// <summary>Nesting inside one stanza: an ad-hoc form inside a PubSub item needs 8.</summary>
    public const int Depth = 16;

    /// <summary>Bytes of attribute values and texts of one stanza in which references had to be replaced.</summary>
    public const int Decoded = 512;

    // Sending.

    /// <summary>Bytes waiting for the transport: one largest reply beside a whole window sent again.</summary>
    public const int SendQueue = 4608;

    /// <summary>Room that must be free before a received stanza is looked at: the largest answer to it.</summary>
    public const int Reply = 1400;

    /// <summary>Bytes of stanzas kept until the server acknowledges them (XEP-0198).</summary>
    public const int Window = 3072;

    /// <summary>Stanzas in that window.</summary>
    public const int WindowStanzas = 32;

    /// <summary>Most bytes a driver takes for one write: one TLS record within one TCP segment, because a record that
    /// is half sent can stall the whole device.</summary>
    public const int Write = 1400;

    // The push link: one fits into 8 KiB with everything it has.

    /// <summary>Bytes of one received push that are kept: a payload of 1.8 kB and what goes with it. Providers may send
    /// 4 kB; no command is that long, and what is longer is skipped and refused.</summary>
    public const int PushArena = 2048;

    /// <summary>Bytes that wait for the transport or for an acknowledgement: one largest result beside short
    /// ones.</summary>
    public const int PushQueue = 2048;

    /// <summary>Room that must be free before a push is looked at while more is on its way out: the largest answer,
    /// which is the list of commands.</summary>
    public const int PushReply = 1152;

    /// <summary>Room without which a push is left for later: a short answer, and what follows.</summary>
    public const int PushShortReply = 720;

    /// <summary>Room that messages leave for what keeps the connection: 230 bytes from connect to filter, with the
    /// longest tokens.</summary>
    public const int PushReserve = 240;

    /// <summary>Bytes of the smallest largest payload that a server may want: the shortest result needs 120.</summary>
    public const int PushPayloadMinimum = 256;

    /// <summary>Bytes of one frame: two of the largest items. What claims to be longer has lost the thread.</summary>
    public const int PushFrame = 131_072;

    /// <summary>Bytes of a push token: 32 today, and nobody promises that.</summary>
    public const int PushToken = 64;

    /// <summary>Bytes of the name of whoever pushed: a team's has 10.</summary>
    public const int PushProvider = 56;

    /// <summary>Bytes of strings with escapes in one push.</summary>
    public const int PushDecoded = 192;

    // Waiting.

    /// <summary>A server that owes an answer during login has this long: SCRAM on a busy server and a slow
    /// network.</summary>
    public const int LoginMs = 60_000;

    /// <summary>An answer to one of our requests, or to an acknowledgement request, is due within this.</summary>
    public const int AnswerMs = 30_000;

    /// <summary>Stanzas unacknowledged for this long are asked about. Not sooner, because each question costs 48
    /// bytes on TLS and the answers to our requests already show that the connection lives.</summary>
    public const int AskMs = 60_000;

    /// <summary>Requests of ours that wait for answers at once.</summary>
    public const int PendingIqs = 8;

    /// <summary>First keep-alive interval: below the 5 minutes after which many home routers forget a
    /// connection.</summary>
    public const int KeepAliveMinimumMs = 4 * 60_000;

    /// <summary>Longest keep-alive interval: servers announce idle limits from 14 minutes upwards.</summary>
    public const int KeepAliveMaximumMs = 15 * 60_000;

    /// <summary>Longest keep-alive interval of the push link, whose servers bear silence: below the 30 minutes that
    /// firewalls are told to allow for it.</summary>
    public const int PushKeepAliveMaximumMs = 25 * 60_000;

    /// <summary>First wait before a new connection.</summary>
    public const int BackoffMinimumMs = 1_000;

    /// <summary>Longest wait before a new connection: a server that comes back is not met by all devices at
    /// once.</summary>
    public const int BackoffMaximumMs = 5 * 60_000;

    /// <summary>A link may be down for this long before a fallback is tried: a router's restart.</summary>
    public const int LinkPatienceMs = 120_000;

    // Addresses and credentials.

    /// <summary>Bytes of a full JID: RFC 7622 allows 3,071; a device and its operators have short ones.</summary>
    public const int Jid = 256;

    /// <summary>Bytes of a stanza id that is answered: ejabberd's own are up to 80.</summary>
    public const int StanzaId = 128;

    /// <summary>Bytes of a stream management id: ejabberd's are 48.</summary>
    public const int ResumeId = 96;

    /// <summary>Bytes of an authentication token (XEP-0484): Prosody's are 54.</summary>
    public const int Token = 128;

    /// <summary>Bytes of one SASL message before base64.</summary>
    public const int SaslMessage = 384;

    // IMIP.

    /// <summary>Bytes of one received block kept at once; a server's greeting takes 200, a command 200. What is longer
    /// is skipped and answered with an error.</summary>
    public const int ImipBlock = 768;

    /// <summary>Bytes of its first line, and of each header.</summary>
    public const int ImipLine = 512;

    /// <summary>Bytes of a user's name.</summary>
    public const int ImipUser = 64;

    /// <summary>Bytes of blocks waiting for the transport: the largest answer beside a report.</summary>
    public const int ImipQueue = 1600;

    /// <summary>Room that must be free before a received block is looked at: the list of commands.</summary>
    public const int ImipReply = 1200;

    /// <summary>Bytes of one command's result over IMIP: its health, the longest of all, takes 300.</summary>
    public const int ImipResult = 512;

    // Agent.

    /// <summary>Bytes of replies and telemetry that wait for a link.</summary>
    public const int Outbox = 2048;

    /// <summary>Bytes of one command's result or of one report.</summary>
    public const int Result = 768;

    /// <summary>Command ids remembered so that none runs twice.</summary>
    public const int SeenIds = 32;

    /// <summary>Entries of the allowlist.</summary>
    public const int Allowlist = 16;
}
