namespace HostSim.PushGateway.Store;

/// <summary>The larger records of the journal, both ways. The grammar stands at <see cref="RecordKind"/>.</summary>
internal static class Records
{
    public static RecordWriter Filter(RecordWriter record, TokenKey token, TopicWish[] filter)
    {
        record.Begin(RecordKind.Filter).Token(token);
        foreach (TopicWish wish in filter)
        {
            record.Topic(wish.Topic).U8((byte)wish.State).I64(wish.SinceMs);
        }

        return record;
    }

    public static RecordWriter Push(RecordWriter record, StoredPush push) => record.Begin(RecordKind.Push)
        .Token(push.Mailbox).Token(push.Token).Topic(push.Topic).U32(push.Id).I64(push.AcceptedMs).I64(push.ExpiresMs)
        .U8(push.Priority).Text(push.CollapseId).Text(push.Provider).Bytes(push.Payload);

    public static RecordWriter Upstream(RecordWriter record, UpstreamEvent message) => record.Begin(RecordKind.Upstream)
        .I64(message.Sequence).I64(message.At.ToUnixTimeMilliseconds()).Token(TokenKey.Read(message.Token.Span))
        .Topic(TopicHash.Read(message.TopicHash.Span)).U32(message.MessageId).Text(message.Device)
        .Bytes(message.Payload.Span);

    public static UpstreamEvent Upstream(ref RecordReader reader, TopicNames topics)
    {
        long sequence = reader.I64();
        DateTimeOffset at = DateTimeOffset.FromUnixTimeMilliseconds(reader.I64());
        TokenKey token = reader.Token();
        TopicHash topic = reader.Topic();
        return new UpstreamEvent
        {
            Sequence = sequence,
            Kind = UpstreamKind.Message,
            At = at,
            Token = token.ToArray(),
            TopicHash = topic.ToArray(),
            Topic = topics.Name(topic),
            MessageId = reader.U32(),
            Device = reader.Text(),
            Payload = reader.Bytes(),
        };
    }

    public static RecordWriter Old(RecordWriter record, TokenKey token, TokenEntry entry) => record
        .Begin(RecordKind.Old).Token(token).I64(entry.RetiredMs ?? 0).U8(entry.Replaced ? (byte)1 : (byte)0)
        .Text(entry.Mailbox.Device);

    /// <summary>Does to the book what the record says. A record about a token that ended since is about
    /// nothing.</summary>
    public static void Apply(RecordKind kind, ref RecordReader reader, Book book)
    {
        TokenKey token = reader.Token();
        if (kind == RecordKind.Token)
        {
            book.AddToken(token, reader.Text());
            return;
        }

        if (kind == RecordKind.Old)
        {
            book.AddRetired(token, reader.I64(), reader.U8() == 1, reader.Text());
            return;
        }

        if (book.Find(token) is { RetiredMs: null, Mailbox: Mailbox box })
        {
            Apply(kind, ref reader, book, box);
        }
    }

    private static void Apply(RecordKind kind, ref RecordReader reader, Book book, Mailbox box)
    {
        switch (kind)
        {
            case RecordKind.Scoped:
                book.AddScoped(box, reader.Token(), reader.Topic());
                break;
            case RecordKind.Retired:
                book.Retire(box, reader.I64(), reader.U8() == 1);
                break;
            case RecordKind.Filter:
                box.Filter = Wishes(ref reader);
                break;
            case RecordKind.Push:
                StoredPush push = Push(ref reader, box.Token);
                book.LastId = push.Id;
                book.Add(box, push);
                break;
            case RecordKind.Removed:
                book.Remove(box, reader.U32());
                break;
            default:
                throw new InvalidDataException($"a journal record of unknown kind {(int)kind}");
        }
    }

    private static TopicWish[] Wishes(ref RecordReader reader)
    {
        List<TopicWish> wishes = [];
        while (!reader.IsAtEnd)
        {
            wishes.Add(new TopicWish(reader.Topic(), (TopicState)reader.U8(), reader.I64()));
        }

        return [.. wishes];
    }

    private static StoredPush Push(ref RecordReader reader, TokenKey mailbox) => new()
    {
        Mailbox = mailbox,
        Token = reader.Token(),
        Topic = reader.Topic(),
        Id = reader.U32(),
        AcceptedMs = reader.I64(),
        ExpiresMs = reader.I64(),
        Priority = reader.U8(),
        CollapseId = reader.Text(),
        Provider = reader.Text(),
        Payload = reader.Bytes(),
    };
}
