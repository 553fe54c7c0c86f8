using HostSim.PushGateway.Store;

namespace HostSim.PushGateway.Courier;

/// <summary>What the gateway does with each frame of a device. Used under the hub's gate.</summary>
public sealed class Switchboard(PushHub hub, IDeviceGate devices, InBandLogin? inBand)
{
    private static readonly byte[] Capabilities = [0, 0, 0x30];

    internal CourierLimits Limits => hub.Options.Limits;

    internal void Handle(CourierSession session, CourierFrame frame)
    {
        switch (frame.Command)
        {
            case CourierWire.Connect:
                Connect(session, frame.Items);
                break;
            case CourierWire.Filter:
                Filter(session, frame.Items);
                break;
            case CourierWire.Notification:
                Upstream(session, frame.Items);
                break;
            case CourierWire.Acknowledged:
                Acknowledge(session, frame.Items);
                break;
            case CourierWire.KeepAlive:
                session.Output.Begin(CourierWire.KeepAliveAnswer).End();
                break;
            case CourierWire.Flush:
                int padding = (int)Math.Min(frame.Items.Number(1), (ulong)Limits.FlushBytes);
                session.Output.Begin(CourierWire.Flushed).Item(2, new byte[padding]).End();
                break;
            case CourierWire.AppTokenWanted:
                AppToken(session, frame.Items);
                break;
            case CourierWire.SetState:
                bool isActive = frame.Items.Number(1, 1) == 1;
                session.Deliveries.ForEach(delivery => delivery.IsActive = isActive);
                break;
        }

        // The device is awake now: what waited for that goes along.
        session.Drained();
    }

    /// <summary>Looks at the proof in a connect, the only thing here that is done without the gate.</summary>
    internal Proof? Prove(CourierItems items)
    {
        if (inBand is null)
        {
            return null;
        }

        PeerIdentity? peer = inBand.Prove(items.Find(0x0c), items.Find(0x0d), items.Find(0x0e), out string? fault);
        return new Proof(peer, fault);
    }

    internal void Leave(CourierSession session)
    {
        foreach (Delivery delivery in session.Deliveries)
        {
            delivery.Leave();
            hub.Metrics.TokensOnline.Add(-1);
            hub.TellPresence(UpstreamKind.Offline, delivery.Box);
        }

        session.Deliveries.Clear();
    }

    private void Connect(CourierSession session, CourierItems items)
    {
        if (Refusal(session) is string refusal)
        {
            hub.Metrics.ConnectsRefused.Add();
            session.Fail(refusal);
            return;
        }

        ReadOnlySpan<byte> offered = items.Find(1);
        Mailbox? box = offered.IsEmpty ? Assign(session) : Known(session.Peer!, offered);
        if (session.Ending is not null)
        {
            return;
        }

        if (box is null)
        {
            hub.Metrics.ConnectsRefused.Add();
            Answer(session, CourierWire.StatusError, null);
            session.Fail(offered.IsEmpty ? "there is no room for a further token" : "the token is not this device's");
            return;
        }

        Answer(session, CourierWire.StatusOk, offered.IsEmpty ? box : null);
        hub.Metrics.ConnectsAccepted.Add();
        if (session.Deliveries.Any(delivery => delivery.Box == box))
        {
            return;
        }

        box.Delivery?.End("replaced by a newer connection");
        Delivery made = new(hub, session, box);
        box.Delivery = made;
        session.Deliveries.Add(made);
        hub.Metrics.TokensOnline.Add();
        hub.TellPresence(UpstreamKind.Online, box);
    }

    private string? Refusal(CourierSession session)
    {
        if (session.Deliveries.Count >= Limits.Connects)
        {
            return $"more than {Limits.Connects} connects";
        }

        if (session.Peer is null)
        {
            if (session.Proof?.Peer is null)
            {
                return session.Proof?.Fault ?? "no client certificate";
            }

            session.Peer = session.Proof.Peer;
        }

        return devices.IsWelcome(session.Peer!) ? null : "the device is not activated, or revoked";
    }

    private Mailbox? Known(PeerIdentity peer, ReadOnlySpan<byte> offered) =>
        TokenKey.TryRead(offered, out TokenKey token)
        && hub.Book.Find(token) is { RetiredMs: null, Scope: null } entry && entry.Mailbox.Device == peer.Device
            ? entry.Mailbox : null;

    private Mailbox? Assign(CourierSession session)
    {
        if (hub.Book.TokenCount >= hub.Options.Store.Tokens)
        {
            return null;
        }

        string device = session.Peer!.Device;
        IReadOnlyList<Mailbox> boxes = hub.Book.MailboxesOf(device);
        if (boxes.Count >= hub.Options.Store.TokensPerDevice)
        {
            hub.Retire(boxes.FirstOrDefault(box => box.Delivery is null) ?? boxes[0], true, "its token was replaced");
        }

        Mailbox made = hub.Book.AddToken(hub.NewToken(), device);
        session.Mark = hub.Ledger.Token(made);
        return made;
    }

    // Independent clients take no answer without items 1, 4, 5, 6 and 0x0a; nobody knows what 5 and 6 mean.
    private void Answer(CourierSession session, byte status, Mailbox? assigned)
    {
        CourierOutput answer = session.Output.Begin(CourierWire.Connected).U8(1, status);
        if (assigned is not null)
        {
            answer.Item(3, assigned.Token.ToArray());
        }

        answer.U16(4, (ushort)Limits.MessageBytes).U16(5, 2).Item(6, Capabilities)
            .U16(8, (ushort)Limits.LargeMessageBytes).U64(0x0a, (ulong)hub.NowMs).End();
    }

    private void Filter(CourierSession session, CourierItems items)
    {
        if (Named(session, items.Find(1)) is not Delivery delivery)
        {
            session.Fail("a filter for a token that is not connected here");
        }
        else if (TopicFilter.Read(items, Limits.Topics, hub.NowMs) is not List<TopicWish> wishes)
        {
            session.Fail($"a topic that is no hash, or more than {Limits.Topics} topics");
        }
        else
        {
            if (TopicFilter.Replace(delivery.Box, wishes, Limits.Topics, hub.NowMs))
            {
                hub.Ledger.Filter(delivery.Box);
            }

            delivery.Filtered();
        }
    }

    private void Acknowledge(CourierSession session, CourierItems items)
    {
        uint id = (uint)items.Number(4);
        byte status = (byte)items.Number(8);
        if (!session.Deliveries.Any(delivery => delivery.Acknowledge(id, status)))
        {
            hub.Logger.LogDebug("{Device}: acknowledged {Id}, which is not in flight", session.Peer!.Device, id);
        }
    }

    // Topic and token change places between the directions; their lengths tell them apart.
    private void Upstream(CourierSession session, CourierItems items)
    {
        ReadOnlySpan<byte> topicBytes = items.Find(1);
        ReadOnlySpan<byte> tokenBytes = items.Find(2);
        if (topicBytes.Length == TokenKey.Size)
        {
            ReadOnlySpan<byte> swapped = topicBytes;
            topicBytes = tokenBytes;
            tokenBytes = swapped;
        }

        ReadOnlySpan<byte> payload = items.Find(3);
        byte status = CourierWire.StatusError;
        if (TopicHash.TryRead(topicBytes, out TopicHash topic) && TokenKey.TryRead(tokenBytes, out TokenKey token)
            && payload.Length <= Limits.LargeMessageBytes && Owner(session, token) is Delivery delivery)
        {
            uint id = (uint)items.Number(4);
            if (delivery.IsNew(id, items.Number(6)))
            {
                hub.TellMessage(delivery.Box, token, topic, id, payload);
            }

            // A repeat may have come before its first was flushed.
            session.Mark = hub.Ledger.Journal.End;
            status = CourierWire.StatusOk;
        }

        session.Output.Begin(CourierWire.Acknowledged).Item(1, tokenBytes).Item(4, items.Find(4)).U8(8, status).End();
    }

    private void AppToken(CourierSession session, CourierItems items)
    {
        ReadOnlySpan<byte> hash = items.Find(2);
        CourierOutput answer = session.Output.Begin(CourierWire.AppToken);
        if (Named(session, items.Find(1)) is Delivery delivery && TopicHash.TryRead(hash, out TopicHash topic)
            && Scoped(session, delivery.Box, topic) is TokenKey scoped)
        {
            answer.U8(1, CourierWire.StatusOk).Item(2, scoped.ToArray());
        }
        else
        {
            answer.U8(1, CourierWire.StatusError);
        }

        answer.Item(3, hash).Item(4, items.Find(4).IsEmpty ? items.Find(3) : items.Find(4)).End();
    }

    private TokenKey? Scoped(CourierSession session, Mailbox box, TopicHash topic)
    {
        if (box.Scoped.TryGetValue(topic, out TokenKey known))
        {
            return known;
        }

        if (box.Scoped.Count >= Limits.AppTokens || hub.Book.TokenCount >= hub.Options.Store.Tokens)
        {
            return null;
        }

        TokenKey made = hub.NewToken();
        hub.Book.AddScoped(box, made, topic);
        session.Mark = hub.Ledger.Scoped(box, made, topic);
        return made;
    }

    // Without a token the only connect is meant.
    private static Delivery? Named(CourierSession session, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return session.Deliveries.Count == 1 ? session.Deliveries[0] : null;
        }

        return TokenKey.TryRead(bytes, out TokenKey token)
            ? session.Deliveries.Find(delivery => delivery.Box.Token == token) : null;
    }

    private Delivery? Owner(CourierSession session, TokenKey token) =>
        hub.Book.Find(token) is { RetiredMs: null } entry
            ? session.Deliveries.Find(delivery => delivery.Box == entry.Mailbox) : null;
}
