using Core.Bytes;

namespace Core.Json;

/// <summary>Appends JSON (RFC 8259) to bytes that somebody else owns, with commas where they belong. What does not fit
/// sets <see cref="ByteWriter.Overflow"/> there.</summary>
public sealed class JsonWriter
{
    private const string Digits = "0123456789abcdef";

    private readonly ByteWriter _target;
    private int _start;

    /// <summary>A writer at the end of <paramref name="target"/>.</summary>
    public JsonWriter(ByteWriter target)
    {
        _target = target;
    }

    /// <summary>Begins a text where the target is now.</summary>
    public void Begin() => _start = _target.Count;

    /// <summary>Opens an object.</summary>
    public void BeginObject() => Open('{');

    /// <summary>Closes an object.</summary>
    public void EndObject() => _target.Byte('}');

    /// <summary>Opens an array.</summary>
    public void BeginArray() => Open('[');

    /// <summary>Closes an array.</summary>
    public void EndArray() => _target.Byte(']');

    /// <summary>Writes the name of the next value: a constant that needs no escapes.</summary>
    public void Name(string plain)
    {
        String(plain);
        _target.Byte(':');
    }

    /// <summary>Writes a constant that needs no escapes.</summary>
    public void String(string plain)
    {
        Open('"');
        _target.Text(plain);
        _target.Byte('"');
    }

    /// <summary>Writes a string.</summary>
    public void String(Slice text) => String(text.Bytes, text.Offset, text.Count);

    /// <summary>Writes a string; what is not UTF-8 in it becomes question marks.</summary>
    public void String(byte[] text, int offset, int count)
    {
        Open('"');
        int start = offset;
        int end = offset + count;
        for (int at = offset; at < end;)
        {
            int next = text[at];
            int length = next < 0x80 ? 1 : Utf8.SequenceLength(text, at, end);
            if (length == 0 || next < ' ' || next == '"' || next == '\\')
            {
                _target.Bytes(text, start, at - start);
                Escape(next);
                length = 1;
                start = at + 1;
            }

            at += length;
        }

        _target.Bytes(text, start, end - start);
        _target.Byte('"');
    }

    /// <summary>Writes a whole number.</summary>
    public void Number(long value)
    {
        Separate();
        _target.Number(value);
    }

    /// <summary>Writes a number that already stands as text, as in a list of fields.</summary>
    public void Number(Slice text)
    {
        Separate();
        _target.Bytes(text);
    }

    /// <summary>Writes true or false.</summary>
    public void Boolean(bool value)
    {
        Separate();
        _target.Text(value ? "true" : "false");
    }

    private void Open(char character)
    {
        Separate();
        _target.Byte(character);
    }

    // A comma belongs wherever something stands that is neither an opening nor a colon.
    private void Separate()
    {
        int last = _target.Count > _start ? _target.Buffer[_target.Count - 1] : '[';
        if (last != '[' && last != '{' && last != ':')
        {
            _target.Byte(',');
        }
    }

    private void Escape(int character)
    {
        switch (character)
        {
            case '"':
                _target.Text("\\\"");
                break;
            case '\\':
                _target.Text("\\\\");
                break;
            case '\n':
                _target.Text("\\n");
                break;
            case '\t':
                _target.Text("\\t");
                break;
            default:
                EscapeByNumber(character);
                break;
        }
    }

    private void EscapeByNumber(int character)
    {
        if (character >= 0x80)
        {
            _target.Byte('?');
            return;
        }

        _target.Text("\\u00");
        _target.Byte(Digits[character >> 4]);
        _target.Byte(Digits[character & 0x0F]);
    }
}
