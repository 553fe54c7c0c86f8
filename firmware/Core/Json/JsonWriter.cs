using Core.Bytes;

namespace Core.Json;

/// <summary>Appends JSON (RFC 8259) to bytes that somebody else owns, with commas where they belong. What does not fit
/// sets <see cref="ByteWriter.Overflow"/> there.</summary>
public sealed class JsonWriter
{
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

    /// <summary>Writes a name of one letter.</summary>
    public void Name(char letter)
    {
        Open('"');
        _target.Byte(letter);
        _target.Byte('"');
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
        int start = BeginText();
        _target.Bytes(text, offset, count);
        EndText(start);
    }

    /// <summary>Begins a string whose text is written to the target as it is; to be given to
    /// <see cref="EndText"/>.</summary>
    public int BeginText()
    {
        Open('"');
        return _target.Count;
    }

    /// <summary>Ends a string that began at <paramref name="start"/>: puts the escapes where they belong.</summary>
    public void EndText(int start)
    {
        int more = _target.Overflow ? 0 : JsonText.Mend(_target.Buffer, start, _target.Count);
        if (more > _target.Room)
        {
            _target.Overflow = true;
        }
        else if (more > 0)
        {
            JsonText.Escape(_target.Buffer, start, _target.Count, more);
            _target.Count += more;
        }

        _target.Byte('"');
    }

    /// <summary>Writes a whole number.</summary>
    public void Number(long value)
    {
        Separate();
        _target.Number(value);
    }

    /// <summary>Writes a number or a word that already stands as text, as in a list of fields.</summary>
    public void Plain(Slice text)
    {
        Separate();
        _target.Bytes(text);
    }

    /// <summary>Writes a value given in thousandths as a decimal fraction.</summary>
    public void Thousandths(long value)
    {
        Separate();
        _target.Thousandths(value);
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
}
