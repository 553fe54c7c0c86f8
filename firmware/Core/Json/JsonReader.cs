using Core.Bytes;

namespace Core.Json;

/// <summary>Reads JSON (RFC 8259) from a part of a byte array, token by token, and allocates nothing.</summary>
/// <remarks>
/// <code>
/// text   = ws value ws
/// value  = "{" [ name ":" value *( "," name ":" value ) ] "}" | "[" [ value *( "," value ) ] "]"
///        | string | number | "true" | "false" | "null"            ws around each of these
/// </code>
/// Stricter than §8.2: a surrogate without its twin is an error, because UTF-8 cannot say it. A byte order mark in
/// front is passed over (§8.1). Two members of one name are both shown.
/// Strings are decoded only when they are asked for; what has escapes goes into a scratch array that lasts until the
/// next <see cref="Open(byte[], int, int)"/>.
/// </remarks>
public sealed class JsonReader
{
    /// <summary>Objects and arrays inside one another: our own payloads need 4, configuration 3.</summary>
    public const int MaxDepth = 16;

    private static readonly byte[] TrueWord = Utf8.Bytes("true");
    private static readonly byte[] FalseWord = Utf8.Bytes("false");
    private static readonly byte[] NullWord = Utf8.Bytes("null");

    private readonly byte[] _scratch;
    private readonly Slice _value = new();
    private byte[] _bytes;
    private int _start;
    private int _at;
    private int _end;
    private int _used;          // bytes of the scratch array that are lent
    private int _objects;       // one bit a level, set for an object; the innermost is the lowest
    private bool _escaped;      // the string has escapes

    /// <summary>A reader that can decode so many bytes of strings with escapes in one text.</summary>
    public JsonReader(int scratchCapacity)
    {
        _scratch = new byte[scratchCapacity];
    }

    /// <summary>What the reader has come to.</summary>
    public JsonToken Token;

    /// <summary>Objects and arrays that are open.</summary>
    public int Depth;

    /// <summary>Where the reader is, in bytes from the start of the text: with <see cref="JsonToken.Error"/>, what is
    /// wrong stands there.</summary>
    public int Position => _at - _start;

    /// <summary>Begins a text.</summary>
    public void Open(byte[] source, int offset, int count)
    {
        _used = 0;
        OpenPart(source, offset, count);
        if (count >= 3 && source[offset] == 0xEF && source[offset + 1] == 0xBB && source[offset + 2] == 0xBF)
        {
            _at += 3;
        }
    }

    /// <summary>Begins with one value of the same text again: what was decoded so far stays.</summary>
    public void OpenPart(byte[] source, int offset, int count)
    {
        _bytes = source;
        _start = _at = offset;
        _end = offset + count;
        _objects = Depth = 0;
        Token = JsonToken.None;
    }

    /// <summary>Comes to the next token. Behind the end and behind an error it stays where it is.</summary>
    public JsonToken Next()
    {
        if (Token < JsonToken.End)
        {
            Token = Read();
        }

        return Token;
    }

    /// <summary>Passes over the value of the name, or the rest of the object or array, that the reader has just come
    /// to; over nothing behind any other token.</summary>
    public void Skip()
    {
        if (Token == JsonToken.Name)
        {
            Next();
        }

        if (Token == JsonToken.BeginObject || Token == JsonToken.BeginArray)
        {
            for (int depth = Depth; Depth >= depth && Token < JsonToken.End;)
            {
                Next();
            }
        }
    }

    /// <summary>True if the name or string is just this text. One with escapes is never the same if the scratch array
    /// has no room for it.</summary>
    public bool Is(byte[] text)
    {
        return !_escaped ? _value.Is(text)
            : FitsDecoded() && JsonText.Decode(_value, _scratch, _used) == text.Length
                && Same.Bytes(_scratch, _used, text, 0, text.Length);
    }

    /// <summary>Points to the name or string as text, or to the number or word as it stands; false, and nowhere, if the
    /// scratch array has no room for it.</summary>
    public bool Text(Slice target)
    {
        target.Set(_value.Bytes, _value.Offset, _value.Count);
        if (!_escaped)
        {
            return true;
        }

        if (!FitsDecoded())
        {
            target.Clear();
            return false;
        }

        target.Set(_scratch, _used, JsonText.Decode(_value, _scratch, _used));
        _used += target.Count;
        return true;
    }

    /// <summary>The number, if it is a whole one of at most 18 digits, however it is written: 1e3 is, 2.0 is.</summary>
    public bool TryInteger(out long value)
    {
        value = 0;
        return Token == JsonToken.Number && JsonNumber.TryRead(_value, 0, out value);
    }

    /// <summary>The number in thousandths, of at most 18 digits; finer parts are cut off.</summary>
    public bool TryThousandths(out long value)
    {
        value = 0;
        return Token == JsonToken.Number && JsonNumber.TryRead(_value, 3, out value);
    }

    private bool IsInObject => (_objects & 1) != 0;

    private JsonToken Read()
    {
        _at = JsonText.SkipSpace(_bytes, _at, _end);
        bool begins = Token == JsonToken.BeginObject || Token == JsonToken.BeginArray;
        if (Token == JsonToken.Name || Token == JsonToken.None)
        {
            return Value();
        }

        if (Depth == 0)
        {
            return _at == _end ? JsonToken.End : JsonToken.Error;
        }

        if (_at < _end && _bytes[_at] == (IsInObject ? '}' : ']'))
        {
            return Close();
        }

        if (!begins && !Take(','))
        {
            return JsonToken.Error;
        }

        _at = JsonText.SkipSpace(_bytes, _at, _end);
        return IsInObject ? Name() : Value();
    }

    private JsonToken Close()
    {
        JsonToken closed = IsInObject ? JsonToken.EndObject : JsonToken.EndArray;
        _at++;
        Depth--;
        _objects >>= 1;
        return closed;
    }

    private JsonToken Name()
    {
        if (_at == _end || _bytes[_at] != '"' || String() == JsonToken.Error)
        {
            return JsonToken.Error;
        }

        _at = JsonText.SkipSpace(_bytes, _at, _end);
        return Take(':') ? JsonToken.Name : JsonToken.Error;
    }

    private JsonToken Value()
    {
        if (_at == _end)
        {
            return JsonToken.Error;
        }

        switch (_bytes[_at])
        {
            case (byte)'"':
                return String();
            case (byte)'{':
                return Begin(1, JsonToken.BeginObject);
            case (byte)'[':
                return Begin(0, JsonToken.BeginArray);
            case (byte)'t':
                return Word(TrueWord, JsonToken.True);
            case (byte)'f':
                return Word(FalseWord, JsonToken.False);
            case (byte)'n':
                return Word(NullWord, JsonToken.Null);
            default:
                return Plain(JsonNumber.Length(_bytes, _at, _end), JsonToken.Number);
        }
    }

    private JsonToken Begin(int kind, JsonToken token)
    {
        if (Depth == MaxDepth)
        {
            return JsonToken.Error;
        }

        _at++;
        Depth++;
        _objects = _objects << 1 | kind;
        return token;
    }

    private JsonToken String()
    {
        byte[] bytes = _bytes;
        int at = _at + 1;
        _escaped = false;
        while (at < _end)
        {
            int next = bytes[at];
            if (next == '"')
            {
                _value.Set(bytes, _at + 1, at - _at - 1);
                _at = at + 1;
                return JsonToken.String;
            }

            // Small letters stand between the backslash and the end of ASCII, and are most of what comes.
            if (next > '\\' && next < 0x80)
            {
                at++;
                continue;
            }

            int length = JsonText.Length(bytes, at, _end);
            if (length == 0)
            {
                break;
            }

            _escaped |= next == '\\';
            at += length;
        }

        _at = at;
        return JsonToken.Error;
    }

    private JsonToken Word(byte[] word, JsonToken token)
    {
        bool same = _end - _at >= word.Length && Same.Bytes(_bytes, _at, word, 0, word.Length);
        return Plain(same ? word.Length : 0, token);
    }

    private JsonToken Plain(int length, JsonToken token)
    {
        _escaped = false;
        _value.Set(_bytes, _at, length);
        _at += length;
        return length > 0 ? token : JsonToken.Error;
    }

    // Text is never longer than it was with its escapes, so that it is counted only where that might not fit.
    private bool FitsDecoded()
    {
        int room = _scratch.Length - _used;
        return _value.Count <= room || JsonText.Decode(_value, null, 0) <= room;
    }

    private bool Take(char character)
    {
        bool found = _at < _end && _bytes[_at] == character;
        _at += found ? 1 : 0;
        return found;
    }
}
