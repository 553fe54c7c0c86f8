using System;
using Core;
using Core.Bytes;
using Xmpp.Xml;

namespace Xmpp;

/// <summary>The queue of bytes for the transport, and the only way to write stanzas: each is whole in it or not at
/// all.</summary>
public sealed class StanzaWriter : XmlWriter
{
    /// <summary>Type of a request that asks.</summary>
    public static readonly string Get = "get";

    /// <summary>Type of a request that changes something.</summary>
    public static readonly string Set = "set";

    /// <summary>Start of every IQ, up to its type.</summary>
    public static readonly string IqType = "<iq type='";

    /// <summary>End of an IQ.</summary>
    public static readonly string EndIq = "</iq>";

    /// <summary>End of a message.</summary>
    public static readonly string EndMessage = "</message>";

    private static readonly string MessageType = "<message type='";
    private static readonly string ResultType = "result";
    private static readonly string ErrorType = "error";
    private static readonly string ErrorStart = "><error type='";
    private static readonly string ConditionStart = "'><";
    private static readonly string ConditionEnd = " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>";
    private static readonly string ErrorEnd = "</error>";

    private readonly StreamManagement _acks;
    private int _taken;

    /// <summary>True between the first byte of a stanza and its end.</summary>
    private bool _writing;

    /// <summary>A queue of <see cref="Limits.SendQueue"/> bytes whose stanzas are counted by <paramref
    /// name="acks"/>.</summary>
    public StanzaWriter(StreamManagement acks)
        : base(Limits.SendQueue)
    {
        _acks = acks;
    }

    /// <summary>True if the largest answer fits; moves what waits to the front if that helps.</summary>
    public bool HasRoom
    {
        get
        {
            if (_taken > 0 && Room < Limits.Reply && !_writing)
            {
                Count -= _taken;
                Array.Copy(Buffer, _taken, Buffer, 0, Count);
                _taken = 0;
            }

            return Room >= Limits.Reply;
        }
    }

    /// <summary>True if nothing waits to be sent.</summary>
    public bool IsEmpty => Count == _taken;

    /// <summary>Forgets what waits: the transport is gone.</summary>
    public void Reset()
    {
        Clear();
        _taken = 0;
        _writing = false;
    }

    /// <summary>Takes bytes out for the transport.</summary>
    public int Take(byte[] target, int offset, int count)
    {
        int waiting = Count - _taken;
        int taken = waiting < count ? waiting : count;
        Array.Copy(Buffer, _taken, target, offset, taken);
        _taken += taken;
        if (_taken == Count)
        {
            Count = 0;
            _taken = 0;
        }

        return taken;
    }

    /// <summary>Begins a stanza; what follows is its text, until <see cref="End()"/>.</summary>
    public void Begin()
    {
        Check.That(!_writing);
        _writing = true;
        Overflow = false;
        Mark();
    }

    /// <summary>Ends a stanza. False if it did not fit: then nothing of it is left.</summary>
    public bool End() => Finish(false);

    /// <summary>Ends a stanza that its owner sends again in a new session if it is lost with this one.</summary>
    public bool EndOwned() => Finish(true);

    /// <summary>Begins the answer to an IQ: <c>&lt;iq type='result' …&gt;</c>.</summary>
    public void BeginResult(Received request)
    {
        BeginAnswer(request, ResultType);
        Byte('>');
    }

    /// <summary>Ends an IQ; if it did not fit, the answer is an error instead.</summary>
    public void EndResult(Received request)
    {
        Text(EndIq);
        if (!End())
        {
            Error(request, "wait", "resource-constraint");
        }
    }

    /// <summary>Answers an IQ with an empty result.</summary>
    public void Result(Received request)
    {
        BeginAnswer(request, ResultType);
        Byte('/');
        Byte('>');
        End();
    }

    /// <summary>Answers with an error (RFC 6120 §8.3): type is auth, cancel, modify or wait.</summary>
    public void Error(Received request, string type, string condition)
    {
        BeginError(request, type, condition);
        EndError(request);
    }

    /// <summary>Begins an error answer; a text or an application condition may follow.</summary>
    public void BeginError(Received request, string type, string condition)
    {
        BeginAnswer(request, ErrorType);
        Text(ErrorStart);
        Text(type);
        Text(ConditionStart);
        Text(condition);
        Text(ConditionEnd);
    }

    /// <summary>Ends an error answer.</summary>
    public void EndError(Received request)
    {
        Text(ErrorEnd);
        Text(request.Kind == StanzaKind.Iq ? EndIq : EndMessage);
        End();
    }

    /// <summary>Takes back a stanza that was begun and not ended: the stream ends in the middle of it.</summary>
    public void TakeBackUnfinished()
    {
        if (_writing)
        {
            _writing = false;
            TakeBack();
        }
    }

    private void BeginAnswer(Received request, string type)
    {
        Begin();
        Text(request.Kind == StanzaKind.Iq ? IqType : MessageType);
        Text(type);
        Byte('\'');
        if (request.Id.Count > 0)
        {
            Attribute(Id, request.Id);
        }

        if (request.From.Count > 0)
        {
            Attribute(To, request.From);
        }
    }

    private bool Finish(bool owned)
    {
        Check.That(_writing);
        _writing = false;
        if (Overflow)
        {
            TakeBack();
            return false;
        }

        _acks.CountSent(Buffer, Marked, Count - Marked, owned);
        return true;
    }
}
