using System;
using Core;
using Core.Bytes;

namespace Xmpp.Auth;

/// <summary>The texts of one SCRAM exchange (RFC 5802 §7), gathered to the AuthMessage that both sides sign.</summary>
/// <remarks>
/// <code>
/// client-first = "n,," bare            bare        = "n=" user ",r=" nonce
/// server-first = "r=" nonce' ",s=" salt ",i=" count *("," extension)
/// client-final = without ",p=" proof   without     = "c=biws,r=" nonce'
/// server-final = "v=" signature / "e=" error        *("," extension)
/// AuthMessage  = bare "," server-first "," without
/// </code>
/// An extension is a letter, "=" and a value. Unknown ones are passed over, as RFC 5802 §5.1 demands; "m", in
/// whatever place, is one that must be understood and is refused. ejabberd adds "h" (XEP-0474).
/// </remarks>
public sealed class ScramExchange
{
    // Room for AuthMessage beside the user. It holds the server's nonce twice and its salt once: real servers need 270.
    private const int MaximumExchange = 640;

    private static readonly object Comma = (byte)',';

    private readonly ByteWriter _text;
    private readonly Slice _value = new();
    private int _nonceAt;
    private int _finalAt;

    /// <summary>Room for the exchanges of one user, taken here once.</summary>
    public ScramExchange(byte[] user)
    {
        // An escaped character takes three.
        _text = new ByteWriter(user.Length * 3 + MaximumExchange);
    }

    /// <summary>The server's salt; <see cref="SaltCount"/> bytes of it.</summary>
    public readonly byte[] Salt = new byte[ScramKeys.MaximumSalt];

    /// <summary>Length of the salt in bytes, from 1.</summary>
    public int SaltCount;

    /// <summary>Iterations the server asks for: any number, not judged here.</summary>
    public long Iterations;

    /// <summary>Starts over and writes client-first.</summary>
    public void Begin(byte[] user, byte[] random, ByteWriter response)
    {
        _text.Clear();
        _text.Text("n=");
        foreach (byte character in user)
        {
            if (character == '=' || character == ',')
            {
                _text.Text(character == '=' ? "=3D" : "=2C");
            }
            else
            {
                _text.Byte(character);
            }
        }

        _text.Text(",r=");
        _nonceAt = _text.Count;
        Base64.Encode(random, 0, random.Length, _text);
        response.Text("n,,");
        response.Bytes(_text.Buffer, 0, _text.Count);
    }

    /// <summary>Takes server-first. <see cref="Fault.ProtocolError"/> if it is malformed or too long,
    /// <see cref="Fault.ServerNotTrusted"/> if its nonce is not ours with something added.</summary>
    public Fault ReadServerFirst(byte[] bytes, int offset, int count)
    {
        int end = offset + count;
        int nonceEnd = Attribute(bytes, offset, end, 'r');
        if (nonceEnd < 0)
        {
            return Fault.ProtocolError;
        }

        int nonceCount = _value.Count;
        if (!NonceIsOurs())
        {
            return Fault.ServerNotTrusted;
        }

        int saltEnd = Attribute(bytes, nonceEnd + 1, end, 's');
        SaltCount = saltEnd < 0 ? 0 : Base64.Decode(bytes, _value.Offset, _value.Count, Salt, 0);
        int countEnd = saltEnd < 0 ? -1 : Attribute(bytes, saltEnd + 1, end, 'i');
        if (SaltCount < 1 || countEnd < 0 || !_value.TryNumber(out long iterations)
            || !Extensions(bytes, countEnd, end))
        {
            return Fault.ProtocolError;
        }

        Iterations = iterations;
        _text.Byte(',');
        _text.Bytes(bytes, offset, count);
        _text.Byte(',');
        _finalAt = _text.Count;
        _text.Text("c=biws,r=");
        _text.Bytes(bytes, offset + 2, nonceCount);
        return _text.Overflow ? Fault.ProtocolError : Fault.None;
    }

    /// <summary>AuthMessage, in a new array, as an HMAC wants it.</summary>
    public byte[] AuthMessage()
    {
        byte[] message = new byte[_text.Count];
        Array.Copy(_text.Buffer, 0, message, 0, message.Length);
        return message;
    }

    /// <summary>Writes client-final with this proof.</summary>
    public void WriteClientFinal(byte[] proof, ByteWriter response)
    {
        response.Bytes(_text.Buffer, _finalAt, _text.Count - _finalAt);
        response.Text(",p=");
        Base64.Encode(proof, 0, proof.Length, response);
    }

    /// <summary>Takes server-final. Writes the signature to <paramref name="signature"/>, which has just its size;
    /// <see cref="Fault.NotAuthorized"/> if there is an error instead, <see cref="Fault.ServerBusy"/> if it is one that
    /// passes (RFC 5802 §7).</summary>
    public Fault ReadServerFinal(byte[] bytes, int offset, int count, byte[] signature)
    {
        int end = offset + count;
        if (Attribute(bytes, offset, end, 'e') >= 0)
        {
            bool isPassing = _value.Is(Utf8.Bytes("no-resources")) || _value.Is(Utf8.Bytes("other-error"));
            return isPassing ? Fault.ServerBusy : Fault.NotAuthorized;
        }

        int valueEnd = Attribute(bytes, offset, end, 'v');
        bool whole = valueEnd >= 0 && Extensions(bytes, valueEnd, end)
            && Base64.Decode(bytes, _value.Offset, _value.Count, signature, 0) == signature.Length;
        return whole ? Fault.None : Fault.ServerNotTrusted;
    }

    private bool NonceIsOurs()
    {
        int count = _text.Count - _nonceAt;
        if (_value.Count <= count)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            if (_value.Bytes[_value.Offset + i] != _text.Buffer[_nonceAt + i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads the attribute that starts at <paramref name="at"/> and returns where it ends, at a comma or at
    /// the end; -1 if there is none of this name or its value is empty.</summary>
    private int Attribute(byte[] bytes, int at, int end, int name)
    {
        if (end - at < 3 || bytes[at] != name || bytes[at + 1] != '=')
        {
            return -1;
        }

        at += 2;
        int comma = Array.IndexOf(bytes, Comma, at, end - at);
        int valueEnd = comma < at ? end : comma;
        _value.Set(bytes, at, valueEnd - at);
        return valueEnd == at ? -1 : valueEnd;
    }

    /// <summary>True if nothing but extensions that may be passed over stands from <paramref name="at"/> on.</summary>
    private bool Extensions(byte[] bytes, int at, int end)
    {
        while (at >= 0 && at < end)
        {
            int name = at + 1 < end ? bytes[at + 1] : 0;
            int letter = name | 0x20;
            at = letter < 'a' || letter > 'z' || name == 'm' ? -1 : Attribute(bytes, at + 1, end, name);
        }

        return at == end;
    }
}
