namespace HostSim.PushGateway.Store;

/// <summary>A mailbox at one moment, for a snapshot that is written while the mailbox goes on.</summary>
internal sealed class MailboxCopy(Mailbox box)
{
    private readonly TokenKey _token = box.Token;
    private readonly string _device = box.Device;
    private readonly TopicWish[] _filter = box.Filter;
    private readonly KeyValuePair<TopicHash, TokenKey>[] _scoped = [.. box.Scoped];
    private readonly StoredPush[] _pushes =
        [.. box.Waiting.Concat(box.Delivery?.InFlight ?? []).Where(push => push.IsKept)];

    /// <summary>What makes it anew; each record is overwritten by the next.</summary>
    public IEnumerable<RecordWriter> Records(RecordWriter record)
    {
        yield return record.Begin(RecordKind.Token).Token(_token).Text(_device);
        foreach ((TopicHash topic, TokenKey scoped) in _scoped)
        {
            yield return record.Begin(RecordKind.Scoped).Token(_token).Token(scoped).Topic(topic);
        }

        if (_filter.Length > 0)
        {
            yield return Store.Records.Filter(record, _token, _filter);
        }

        foreach (StoredPush push in _pushes)
        {
            yield return Store.Records.Push(record, push);
        }
    }
}
