namespace HostSim.PushGateway.Store;

/// <summary>Every token, every mailbox: the gateway's whole memory apart from connections. Not safe for threads, makes
/// no decisions and writes nothing; the journal replays into it.</summary>
public sealed class Book(GatewayMetrics metrics)
{
    // Retired tokens are only kept to tell providers since when they are gone: a device that makes new ones all the
    // time must not use up the room of all the others for that.
    private const int RetiredPerDevice = 64;

    private readonly Dictionary<TokenKey, TokenEntry> _tokens = [];
    private readonly Dictionary<string, Queue<TokenKey>> _retired = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Mailbox>> _devices = new(StringComparer.Ordinal);

    /// <summary>The highest id given to a push.</summary>
    public uint LastId { get; set; }

    /// <summary>Tokens, the retired ones too.</summary>
    public int TokenCount => _tokens.Count;

    /// <summary>Every token with what it stands for.</summary>
    public IEnumerable<KeyValuePair<TokenKey, TokenEntry>> Tokens => _tokens;

    /// <summary>Every mailbox of every device.</summary>
    public IEnumerable<Mailbox> Mailboxes => _devices.Values.SelectMany(boxes => boxes);

    /// <summary>What this token stands for; null if nobody ever got it.</summary>
    public TokenEntry? Find(TokenKey token) => _tokens.GetValueOrDefault(token);

    /// <summary>The mailboxes of a device, the oldest first.</summary>
    public IReadOnlyList<Mailbox> MailboxesOf(string device) =>
        _devices.TryGetValue(device, out List<Mailbox>? boxes) ? boxes : [];

    /// <summary>Gives a device a base token.</summary>
    public Mailbox AddToken(TokenKey token, string device)
    {
        Mailbox box = new(token, device);
        _tokens[token] = new TokenEntry(box, null);
        if (!_devices.TryGetValue(device, out List<Mailbox>? boxes))
        {
            _devices[device] = boxes = new List<Mailbox>(1);
        }

        boxes.Add(box);
        return box;
    }

    /// <summary>Gives a mailbox a token for one topic.</summary>
    public void AddScoped(Mailbox box, TokenKey scoped, TopicHash topic)
    {
        ArgumentNullException.ThrowIfNull(box);
        _tokens[scoped] = new TokenEntry(box, topic);
        box.AddScoped(topic, scoped);
    }

    /// <summary>Ends a base token and everything scoped to it. Returns what waited there.</summary>
    public IReadOnlyList<StoredPush> Retire(Mailbox box, long nowMs, bool replaced)
    {
        ArgumentNullException.ThrowIfNull(box);
        foreach (TokenKey token in box.Scoped.Values.Prepend(box.Token))
        {
            _tokens[token] = _tokens[token] with { RetiredMs = nowMs, Replaced = replaced };
            Remember(token, box.Device);
        }

        if (_devices.TryGetValue(box.Device, out List<Mailbox>? boxes) && boxes.Remove(box) && boxes.Count == 0)
        {
            _devices.Remove(box.Device);
        }

        List<StoredPush> lost = [.. box.Waiting];
        lost.ForEach(push => Remove(box, push.Id));
        return lost;
    }

    /// <summary>Remembers a token that ended before.</summary>
    public void AddRetired(TokenKey token, long sinceMs, bool replaced, string device)
    {
        _tokens[token] = new TokenEntry(new Mailbox(token, device), null, sinceMs, replaced);
        Remember(token, device);
    }

    /// <summary>Forgets every token that ended before this time.</summary>
    public void ForgetRetired(long beforeMs)
    {
        foreach ((string device, Queue<TokenKey> retired) in _retired)
        {
            while (retired.TryPeek(out TokenKey oldest) && !(_tokens.GetValueOrDefault(oldest)?.RetiredMs >= beforeMs))
            {
                _tokens.Remove(retired.Dequeue());
            }

            if (retired.Count == 0)
            {
                _retired.Remove(device);
            }
        }
    }

    /// <summary>Puts a push into its mailbox and counts it.</summary>
    public void Add(Mailbox box, StoredPush push)
    {
        ArgumentNullException.ThrowIfNull(box);
        ArgumentNullException.ThrowIfNull(push);
        box.Add(push);
        Count(box, push, +1);
    }

    /// <summary>Takes a push out that waits; null if it does not.</summary>
    public StoredPush? Remove(Mailbox box, uint id)
    {
        ArgumentNullException.ThrowIfNull(box);
        int at = box.IndexOf(id);
        if (at < 0)
        {
            return null;
        }

        StoredPush push = box.RemoveAt(at);
        Count(box, push, -1);
        return push;
    }

    private void Remember(TokenKey retired, string device)
    {
        if (!_retired.TryGetValue(device, out Queue<TokenKey>? all))
        {
            _retired[device] = all = new Queue<TokenKey>();
        }

        all.Enqueue(retired);
        if (all.Count > RetiredPerDevice)
        {
            _tokens.Remove(all.Dequeue());
        }
    }

    /// <summary>Counts a push in or out that is not among those waiting.</summary>
    public void Count(Mailbox box, StoredPush push, int change)
    {
        ArgumentNullException.ThrowIfNull(box);
        ArgumentNullException.ThrowIfNull(push);
        box.Bytes += change * push.Payload.Length;
        metrics.PushesWaiting.Add(change);
        metrics.BytesWaiting.Add(change * push.Payload.Length);
    }
}
