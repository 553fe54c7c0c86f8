using Core;
using Core.Bytes;
using Core.Commands;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>Chat (RFC 6121 §5): a person types commands and reads what came of them.</summary>
/// <remarks>
/// <code>
/// message[chat | normal] { body, [thread], [delay] } → message { body, [thread] }
/// body = see CommandLine        answer = see CommandText
/// </code>
/// A stranger gets no answer at all, since each could be made to hit a third party. Errors, rooms and headlines are not
/// talked to. A message that waited somewhere (XEP-0203) for more than a minute is answered and not run: whoever wrote
/// it has seen nothing happen and may have acted otherwise since. The message's id does not keep a command from running
/// twice, because clients number anew after a restart; stream management keeps the server from repeating itself.
/// </remarks>
public sealed class Chat : StanzaModule
{
    private static readonly string ChatStart = "<message type='chat'";
    private static readonly string Start = "<message";
    private static readonly string BodyStart = "<body>";
    private static readonly string BodyEnd = "</body>";
    private static readonly string ThreadStart = "<thread>";
    private static readonly string ThreadEnd = "</thread>";
    private const ulong Body = 0x79646F6200000018; // body
    private const ulong Thread = 0x6461657268740008; // thread
    private static readonly byte[] ChatType = Utf8.Bytes("chat");
    private static readonly byte[] NormalType = Utf8.Bytes("normal");
    private const ulong Delay = 0x79616C6564000010; // delay
    private static readonly byte[] DelayNamespace = Utf8.Bytes("urn:xmpp:delay");
    private const ulong Stamp = 0x706D617473000010; // stamp

    private readonly Talk _talk = new();
    private readonly Slice _text = new();

    /// <summary>Talks on this session.</summary>
    public Chat(XmppSession session)
        : base(session)
    {
    }

    /// <summary>True for a message from one to one: chat, normal, or without a type (RFC 6121 §5.2.2).</summary>
    public static bool IsConversation(Received message) =>
        message.Type.Count == 0 || message.Type.Is(ChatType) || message.Type.Is(NormalType);

    /// <summary>Writes the start of an answer to a message, of the same type.</summary>
    public static void BeginAnswer(XmlWriter target, Received message)
    {
        target.Text(message.Type.Is(ChatType) ? ChatStart : Start);
        target.Attribute(XmlWriter.To, message.From);
        target.Byte('>');
    }

    /// <inheritdoc/>
    public override bool Message(Received message)
    {
        int body = message.Stanza.Child(0, Body, Ns.Client);
        if (body == Stanza.None || !IsConversation(message))
        {
            return false;
        }

        CommandCall call = Session.Call;
        call.Clear();
        call.Caller.Set(message.Bare.Bytes, message.Bare.Offset, message.Bare.Count);
        Reply obstacle = Obstacle(message.Stanza);
        if (!message.Stanza.Text(body, _text))
        {
            obstacle = Reply.TooLong;
        }

        Reply reply = _talk.Hear(_text, obstacle, call, Session.Host);
        if (reply != Reply.None && _talk.MayAnswer(reply, call, Session.Now) && !Write(message, reply))
        {
            Write(message, Reply.NoRoom);
        }

        return true;
    }

    /// <summary>What stands against running it. Rather not done than done with an answer that could be lost.</summary>
    private Reply Obstacle(Stanza stanza) =>
        IsOld(stanza) ? Reply.TooOld : Session.Acks.HasRoom ? Reply.None : Reply.Busy;

    private bool IsOld(Stanza stanza)
    {
        int delay = stanza.Child(0, Delay, DelayNamespace);
        while (delay != Stanza.None)
        {
            long stamp = stanza.Attribute(delay, Stamp, _text) ? Timestamp.Parse(_text) : 0;
            long now = Session.UnixTimeMs;
            if (stamp == 0 || now == 0 || now - stamp > Talk.OldestMs)
            {
                return true;
            }

            delay = stanza.NextSibling(delay, Delay, DelayNamespace);
        }

        return false;
    }

    private bool Write(Received message, Reply reply)
    {
        StanzaWriter target = Session.Out;
        target.Begin();
        BeginAnswer(target, message);
        target.Text(BodyStart);
        _talk.Write(target, reply, Session.Call, Session.Host);
        target.Text(BodyEnd);
        int thread = message.Stanza.Child(0, Thread, Ns.Client);
        if (thread != Stanza.None && message.Stanza.Text(thread, _text) && _text.Count <= Limits.StanzaId)
        {
            target.Text(ThreadStart);
            target.Escaped(_text);
            target.Text(ThreadEnd);
        }

        target.Text(StanzaWriter.EndMessage);
        return target.End();
    }
}
