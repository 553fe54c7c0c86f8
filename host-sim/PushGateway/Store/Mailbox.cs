namespace HostSim.PushGateway.Store;

/// <summary>What belongs to one base token: its topics, its scoped tokens and what waits for it. Tens of thousands of
/// idle ones must be cheap, so everything that may be absent is.</summary>
public sealed class Mailbox(TokenKey token, string device)
{
    private List<StoredPush>? _waiting;
    private Dictionary<TopicHash, TokenKey>? _scoped;

    /// <summary>The base token.</summary>
    public TokenKey Token => token;

    /// <summary>Whose it is.</summary>
    public string Device => device;

    /// <summary>The filter with what earlier ones named; replaced as a whole, never changed.</summary>
    public TopicWish[] Filter { get; set; } = [];

    /// <summary>Who delivers from it now; null while the device is away.</summary>
    public IDelivery? Delivery { get; set; }

    /// <summary>Ids and times of the last messages from the device; null if there were none.</summary>
    public Queue<(uint Id, ulong Time)>? Heard { get; set; }

    /// <summary>Pushes that are not in flight, in the order of delivery: by priority, then by age.</summary>
    public IReadOnlyList<StoredPush> Waiting => _waiting ?? [];

    /// <summary>How many wait or are in flight.</summary>
    public int Count => Waiting.Count + (Delivery?.InFlightCount ?? 0);

    /// <summary>Bytes of payload that wait or are in flight.</summary>
    public int Bytes { get; set; }

    /// <summary>Tokens scoped to a topic.</summary>
    public IReadOnlyDictionary<TopicHash, TokenKey> Scoped =>
        _scoped ?? (IReadOnlyDictionary<TopicHash, TokenKey>)NoScoped;

    private static Dictionary<TopicHash, TokenKey> NoScoped { get; } = [];

    /// <summary>What the device wants with this topic.</summary>
    public TopicWish Wish(TopicHash topic)
    {
        foreach (TopicWish wish in Filter)
        {
            if (wish.Topic == topic)
            {
                return wish;
            }
        }

        return new TopicWish(topic, TopicState.Unknown, 0);
    }

    /// <summary>Remembers a scoped token.</summary>
    public void AddScoped(TopicHash topic, TokenKey scoped) => (_scoped ??= [])[topic] = scoped;

    /// <summary>Puts a push where its priority and age belong.</summary>
    public void Add(StoredPush push)
    {
        ArgumentNullException.ThrowIfNull(push);
        _waiting ??= new List<StoredPush>(1);
        int at = _waiting.Count;
        while (at > 0 && ComesBefore(push, _waiting[at - 1]))
        {
            at--;
        }

        _waiting.Insert(at, push);
    }

    /// <summary>Takes out the push at this place.</summary>
    public StoredPush RemoveAt(int index)
    {
        StoredPush push = _waiting![index];
        _waiting.RemoveAt(index);
        if (_waiting.Count == 0)
        {
            _waiting = null;
        }

        return push;
    }

    /// <summary>The place of the push with this id; -1 if it does not wait here.</summary>
    public int IndexOf(uint id) => _waiting?.FindIndex(push => push.Id == id) ?? -1;

    // Ids wrap around after four thousand million: the nearer half is the future.
    private static bool ComesBefore(StoredPush one, StoredPush other) =>
        one.Priority != other.Priority ? one.Priority > other.Priority : unchecked((int)(one.Id - other.Id)) < 0;
}
