using Core.Bytes;

namespace Core.Commands;

/// <summary>What a field holds.</summary>
public enum FieldType
{
    /// <summary>UTF-8 text.</summary>
    Text = 0,

    /// <summary>A whole number.</summary>
    Integer = 1,

    /// <summary>A decimal fraction of at most three places.</summary>
    Decimal = 2,

    /// <summary>The text <c>true</c> or <c>false</c>.</summary>
    Boolean = 3,
}

/// <summary>Named values with units: command results and telemetry, in a form that no protocol owns.</summary>
/// <remarks>
/// <code>
/// field = type u8 | name length u8 | name | unit length u8 | unit | value length u16 (big endian) | value as text
/// </code>
/// A field that does not fit is left out whole and sets <see cref="Truncated"/>.
/// </remarks>
public sealed class FieldList
{
    private readonly ByteWriter _bytes;
    private int _valueAt;
    private int _fieldAt;

    /// <summary>Name of the field that <see cref="Next"/> came to.</summary>
    public readonly Slice Name = new();

    /// <summary>Unit of that field, empty for none.</summary>
    public readonly Slice Unit = new();

    /// <summary>Value of that field, as text.</summary>
    public readonly Slice Value = new();

    /// <summary>Type of that field.</summary>
    public FieldType Type;

    /// <summary>At least one field did not fit.</summary>
    public bool Truncated;

    /// <summary>A list over <paramref name="capacity"/> bytes, taken here once.</summary>
    public FieldList(int capacity)
    {
        _bytes = new ByteWriter(capacity);
    }

    /// <summary>The fields as one string of bytes, to keep and to <see cref="Load"/> again.</summary>
    public byte[] Buffer => _bytes.Buffer;

    /// <summary>Length of that string; zero if there are no fields.</summary>
    public int Length => _bytes.Count;

    /// <summary>Starts over, empty.</summary>
    public void Clear()
    {
        _bytes.Clear();
        Truncated = false;
        Rewind();
    }

    /// <summary>Takes over fields kept earlier.</summary>
    public void Load(byte[] source, int offset, int count)
    {
        Clear();
        _bytes.Bytes(source, offset, count);
    }

    /// <summary>Adds a number.</summary>
    public void Add(string name, long value, string unit)
    {
        Begin(FieldType.Integer, name, unit).Number(value);
        End();
    }

    /// <summary>Adds a decimal fraction given in thousandths.</summary>
    public void AddThousandths(string name, long value, string unit)
    {
        Begin(FieldType.Decimal, name, unit).Thousandths(value);
        End();
    }

    /// <summary>Adds a text.</summary>
    public void Add(string name, string value)
    {
        Begin(FieldType.Text, name, string.Empty).Text(value);
        End();
    }

    /// <summary>Adds yes or no.</summary>
    public void Add(string name, bool value)
    {
        Begin(FieldType.Boolean, name, string.Empty).Text(value ? "true" : "false");
        End();
    }

    /// <summary>Adds a text that already stands in bytes.</summary>
    public void Add(string name, byte[] value, int offset, int count)
    {
        Begin(FieldType.Text, name, string.Empty).Bytes(value, offset, count);
        End();
    }

    /// <summary>Opens a field; the value is what is written to the returned writer until <see cref="End"/>.</summary>
    public ByteWriter Begin(FieldType type, string name, string unit)
    {
        _fieldAt = _bytes.Count;
        _bytes.Byte((int)type);
        Counted(name);
        Counted(unit);
        _bytes.Byte(0);
        _bytes.Byte(0);
        _valueAt = _bytes.Count;
        return _bytes;
    }

    /// <summary>Closes the field; takes it back whole if it did not fit.</summary>
    public void End()
    {
        if (_bytes.Overflow)
        {
            _bytes.Count = _fieldAt;
            _bytes.Overflow = false;
            Truncated = true;
            return;
        }

        int length = _bytes.Count - _valueAt;
        _bytes.Buffer[_valueAt - 2] = (byte)(length >> 8);
        _bytes.Buffer[_valueAt - 1] = (byte)length;
    }

    /// <summary>Goes back before the first field.</summary>
    public void Rewind() => _fieldAt = 0;

    /// <summary>Comes to the next field; false after the last.</summary>
    public bool Next()
    {
        if (_fieldAt >= _bytes.Count)
        {
            return false;
        }

        byte[] bytes = _bytes.Buffer;
        Type = (FieldType)bytes[_fieldAt];
        int at = _fieldAt + 1;
        Name.Set(bytes, at + 1, bytes[at]);
        at += 1 + Name.Count;
        Unit.Set(bytes, at + 1, bytes[at]);
        at += 1 + Unit.Count;
        Value.Set(bytes, at + 2, bytes[at] << 8 | bytes[at + 1]);
        _fieldAt = at + 2 + Value.Count;
        return true;
    }

    private void Counted(string text)
    {
        int at = _bytes.Count;
        _bytes.Byte(0);
        _bytes.Text(text);
        int length = _bytes.Count - at - 1;
        _bytes.Overflow |= length > byte.MaxValue;
        if (!_bytes.Overflow)
        {
            _bytes.Buffer[at] = (byte)length;
        }
    }
}
