using Core;
using Core.Bytes;
using Core.Commands;
using Core.Digests;
using Core.Json;
using Core.Ports;

namespace Courier;

/// <summary>What the parts of one Courier link share: its queue, its tokens, its topic, the agent behind it.</summary>
public sealed class CourierSession
{
    private static readonly string TypeName = "type";

    // Numbers of the agent's own entries stay below.
    private const uint OwnIds = 0x8000_0000;

    private const int NsPerMs = 1_000_000;

    private uint _lastId;

    /// <summary>The agent's commands.</summary>
    public readonly ICommandHost Host;

    /// <summary>Where results of commands go.</summary>
    public readonly ICommandResults Results;

    /// <summary>Who hears what became of messages.</summary>
    public readonly ICourierOwner Owner;

    /// <summary>What waits to be sent.</summary>
    public readonly CourierQueue Out = new();

    /// <summary>Writes payloads into it.</summary>
    public readonly JsonWriter Json;

    /// <summary>Our addresses.</summary>
    public readonly CourierTokens Tokens;

    /// <summary>SHA-1 of the topic.</summary>
    public readonly byte[] TopicHash = new byte[20];

    /// <summary>For whoever looks at an item, until he calls somebody else.</summary>
    public readonly Slice Scratch = new();

    /// <summary>Ask for a token of the topic.</summary>
    public readonly bool AsksTopicToken;

    /// <summary>Monotonic time of the call that is under way, in ms.</summary>
    public long Now;

    /// <summary>What to add to it for milliseconds since 1970, as the agent knows it; zero for not known.</summary>
    public long WallOffsetMs;

    /// <summary>The same as the server has said; zero for not said.</summary>
    public long ServerOffsetMs;

    /// <summary>Bytes of the largest payload that the server takes.</summary>
    public int MostPayload = Limits.PushQueue;

    /// <summary>A session of this account, for these commands.</summary>
    public CourierSession(CourierConfig account, ICommandHost host, ICommandResults results, ICourierOwner owner,
        ICrypto crypto, IVault vault)
    {
        Host = host;
        Results = results;
        Owner = owner;
        Json = new JsonWriter(Out);
        Tokens = new CourierTokens(vault);
        AsksTopicToken = account.AsksTopicToken;
        byte[] topic = Utf8.Bytes(account.Topic);
        Sha1 sha = new();
        sha.Update(topic, 0, topic.Length);
        sha.Finish(TopicHash, 0);

        // Not from zero: the server remembers the messages of the device's life before its restart.
        byte[] random = new byte[4];
        crypto.Random(random);
        _lastId = (uint)(random[0] << 24 | random[1] << 16 | random[2] << 8 | random[3]);
    }

    /// <summary>Milliseconds since 1970; zero for not known.</summary>
    public long UnixTimeMs => WallOffsetMs != 0 ? Now + WallOffsetMs : ServerOffsetMs != 0 ? Now + ServerOffsetMs : 0;

    /// <summary>An id for a message of the link itself.</summary>
    public uint NextId() => ++_lastId | OwnIds;

    /// <summary>The id of a message that is the agent's entry of this number.</summary>
    public static uint IdOf(uint number) => number & ~OwnIds;

    /// <summary>Starts a message up to its payload, an object that is open then. A kept one carries its time, if that
    /// is known: with it and the id a server knows what comes again. One that is not kept is worth nothing later, for
    /// the server neither.</summary>
    public void BeginMessage(uint id, bool kept, string type)
    {
        Out.Begin(CommandId.Notification, kept, id);

        // On the way up the two change places.
        Out.Item(ItemId.Token, TopicHash, 0, TopicHash.Length);
        Out.Item(ItemId.Topic, Tokens.Own.Bytes, Tokens.Own.Offset, Tokens.Own.Count);
        Out.Item(ItemId.Id, id, 4);
        if (!kept)
        {
            Out.Item(ItemId.Expiry, 0, 4);
        }
        else if (UnixTimeMs > 0)
        {
            Out.Item(ItemId.Time, UnixTimeMs * NsPerMs, 8);
        }

        Out.BeginItem(ItemId.Payload);
        Json.Begin();
        Json.BeginObject();
        Json.Name(TypeName);
        Json.String(type);
    }

    /// <summary>Ends the payload and the message; false, and nothing is sent, if it does not fit or the server would
    /// not take it.</summary>
    public bool EndMessage()
    {
        Json.EndObject();
        if (Out.ItemLength > MostPayload)
        {
            Out.Overflow = true;
        }

        Out.EndItem();
        return Out.End();
    }
}
