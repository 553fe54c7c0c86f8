using Core;
using Core.Bytes;

namespace Courier;

/// <summary>How a connection begins: connect, the server's answer, and what has to be said before messages.</summary>
/// <remarks>
/// <code>
/// 0x07 → { [1 token], 2 state u8, 5 flags u32, 6 interface u8 }
/// 0x08 ← { 1 status u8, [3 token], [4 largest payload u16], [10 time u64, ms since 1970], others }
/// 0x14 → { 1 state u8, 2 interval u32 }
/// 0x09 → { 1 token, 2 SHA-1 of the topic }
/// 0x11 → { 1 token, 2 SHA-1 of the topic }, once in the life of a token
/// 0x12 ← { 1 status u8, 2 token of the topic, 3 SHA-1 of the topic }
/// </code></remarks>
internal sealed class CourierStart
{
    private const int StatusOk = 0;
    private const int StatusBadToken = 2;
    private const int DefaultPayload = 4096;

    private const uint Active = 1;
    private const uint ActiveForEver = 0x7FFF_FFFF;

    // Seen from every other client; what the bits mean is not published.
    private const uint Flags = 0x41;

    private const uint Wifi = 1;

    private readonly CourierSession _session;

    /// <summary>The beginning of every connection of a session.</summary>
    internal CourierStart(CourierSession session)
    {
        _session = session;
    }

    /// <summary>Says the first word.</summary>
    internal void Connect()
    {
        CourierQueue target = _session.Out;
        target.Begin(CommandId.Connect, false, 0);
        if (_session.Tokens.Own.Count > 0)
        {
            target.Item(ItemId.Token, _session.Tokens.Own);
        }

        target.Item(2, Active, 1);
        target.Item(5, Flags, 4);
        target.Item(6, Wifi, 1);
        target.End();
    }

    /// <summary>Reads the server's answer and goes on; what is wrong with it, or none.</summary>
    internal Fault Answered(CourierFrame frame)
    {
        long status = frame.Number(ItemId.Status, _session.Scratch, -1);
        if (status == StatusBadToken)
        {
            return TokenRefused();
        }

        long most = frame.Number(ItemId.Id, _session.Scratch, DefaultPayload);
        bool early = _session.Out.HasUnsent;
        if (early || frame.IsMalformed || status < 0 || (status == StatusOk && most < Limits.PushPayloadMinimum))
        {
            return Fault.ProtocolError;
        }

        if (status != StatusOk)
        {
            return Fault.StreamError;
        }

        if (frame.Find(ItemId.Payload, _session.Scratch) && _session.Tokens.Assign(_session.Scratch))
        {
            LoseMessages();
        }

        if (_session.Tokens.Own.Count == 0)
        {
            return Fault.ProtocolError;
        }

        long time = frame.Number(ItemId.ServerTime, _session.Scratch, 0);
        _session.ServerOffsetMs = time > 0 ? time - _session.Now : 0;
        _session.MostPayload = most < Limits.PushQueue ? (int)most : Limits.PushQueue;
        Prepare();
        return Fault.None;
    }

    /// <summary>Reads the token of the topic.</summary>
    internal void TopicToken(CourierFrame frame)
    {
        Slice item = _session.Scratch;
        bool ours = frame.Number(ItemId.Status, item, -1) == StatusOk && frame.Find(ItemId.Payload, item)
            && item.Is(_session.TopicHash);
        if (ours && frame.Find(ItemId.Topic, item))
        {
            _session.Tokens.AssignTopic(item);
        }
    }

    /// <summary>Without a token there is nothing that a new try could leave out.</summary>
    private Fault TokenRefused()
    {
        if (_session.Tokens.Own.Count == 0)
        {
            return Fault.NotAuthorized;
        }

        _session.Tokens.Forget();
        return Fault.TokenRefused;
    }

    // They name the old token as their sender.
    private void LoseMessages()
    {
        while (_session.Out.Drop(out uint id))
        {
            _session.Owner.Lost(id);
        }
    }

    private void Prepare()
    {
        CourierQueue target = _session.Out;
        int held = target.Count;
        target.Begin(CommandId.SetState, false, 0);
        target.Item(1, Active, 1);
        target.Item(2, ActiveForEver, 4);
        target.End();
        Name(CommandId.Filter);
        if (_session.AsksTopicToken && _session.Tokens.Topic.Count == 0)
        {
            Name(CommandId.AskTopicToken);
        }

        _session.Owner.Online();
        target.Release();
        target.PutLast(held);
    }

    private void Name(int command)
    {
        CourierQueue target = _session.Out;
        target.Begin(command, false, 0);
        target.Item(ItemId.Token, _session.Tokens.Own);
        target.Item(ItemId.Topic, _session.TopicHash, 0, _session.TopicHash.Length);
        target.End();
    }
}
