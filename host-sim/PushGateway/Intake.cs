using HostSim.PushGateway.Store;

namespace HostSim.PushGateway;

/// <summary>Decides what becomes of a push: whose it is, whether it is kept, and what it replaces. Used under the hub's
/// gate.</summary>
internal sealed class Intake(PushHub hub, TopicNames topics)
{
    /// <summary>Takes it or says why not; the position is what has to be durable before anybody is told.</summary>
    public PushVerdict Accept(PushRequest request, out long position)
    {
        position = 0;
        TokenEntry? entry = TokenKey.TryRead(request.Token.Span, out TokenKey token) ? hub.Book.Find(token) : null;
        if (entry is null)
        {
            return new PushVerdict(PushOutcome.UnknownToken);
        }

        if (entry.RetiredMs is long retired)
        {
            PushOutcome gone = entry.Replaced ? PushOutcome.ExpiredToken : PushOutcome.Unregistered;
            return new PushVerdict(gone, DateTimeOffset.FromUnixTimeMilliseconds(retired));
        }

        bool isNamed = topics.Find(request.Topic, out TopicHash topic);
        TopicWish wish = entry.Mailbox.Wish(topic);
        if (entry.Scope is TopicHash scope ? scope != topic : wish.State == TopicState.Unknown)
        {
            return new PushVerdict(PushOutcome.WrongTopic);
        }

        // Not before a device knows it: there is room for so many names, and some may push to any that they make up.
        if (!isNamed)
        {
            hub.LearnTopic(request.Topic);
        }

        if (wish.State == TopicState.Gone)
        {
            return new PushVerdict(PushOutcome.Unregistered, DateTimeOffset.FromUnixTimeMilliseconds(wish.SinceMs));
        }

        if (wish.State == TopicState.Ignored)
        {
            hub.Metrics.PushesDropped.Add();
            return new PushVerdict(PushOutcome.Accepted);
        }

        return Keep(entry.Mailbox, MakePush(request, entry.Mailbox, token, topic), out position);
    }

    private StoredPush MakePush(PushRequest request, Mailbox box, TokenKey token, TopicHash topic)
    {
        long now = hub.NowMs;
        long expires = request.Expires?.ToUnixTimeMilliseconds()
            ?? now + (long)hub.Options.Store.Retention.TotalMilliseconds;
        return new StoredPush
        {
            Id = NextId(),
            Mailbox = box.Token,
            Token = token,
            Topic = topic,
            Payload = request.Payload.ToArray(),
            AcceptedMs = now,
            ExpiresMs = expires > now ? expires : now + hub.Options.Limits.AcknowledgeMs,
            Priority = (byte)request.Priority,
            CollapseId = request.CollapseId ?? "",
            Provider = request.Provider,
            IsKept = expires > now,
        };
    }

    private PushVerdict Keep(Mailbox box, StoredPush push, out long position)
    {
        position = 0;
        if (hub.IsClosing || !hub.Ledger.Journal.HasRoom || hub.Metrics.BytesWaiting.Value > hub.Options.Store.Bytes)
        {
            return new PushVerdict(PushOutcome.Unavailable);
        }

        StoredPush[] replaced = push.IsKept && box.Waiting.Count > 0
            ? [.. box.Waiting.Where(old => hub.Replaces(push, old))]
            : [];
        if (box.Count - replaced.Length >= hub.Options.Store.PushesPerMailbox
            || box.Bytes + push.Payload.Length > hub.Options.Store.BytesPerMailbox)
        {
            return new PushVerdict(PushOutcome.TooMany);
        }

        // The new one first: a crash between the two must not lose both.
        if (push.IsKept)
        {
            position = hub.Ledger.Push(push);
            hub.Metrics.PushesStored.Add();
        }

        Array.ForEach(replaced, old => hub.Drop(box, old, hub.Metrics.PushesReplaced));
        hub.Book.Add(box, push);
        box.Delivery?.Pump();
        if (!push.IsKept)
        {
            hub.Drop(box, push, hub.Metrics.PushesDropped);
        }

        return new PushVerdict(PushOutcome.Accepted);
    }

    private uint NextId() => hub.Book.LastId = unchecked(hub.Book.LastId + 1) is uint next and not 0 ? next : 1;
}
