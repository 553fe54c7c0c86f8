using System;
using Core.Bytes;

namespace Imip;

/// <summary>The headers of a block that are looked at, found once when the block is there.</summary>
/// <remarks>Names are read in any case, and the first of one name wins: both are our choice, not historical.</remarks>
public sealed class ImipHeaders
{
    // The headers of the enumeration, in its order, and how long each name is.
    private readonly byte[] _names = Utf8.Bytes("idfromdelayedoutcomeprotocolauth-typereferencecommand-idkeep-alive");
    private readonly byte[] _lengths = { 2, 4, 7, 7, 8, 9, 9, 10, 10 };

    private readonly object _colon = (byte)':';
    private readonly byte[] _bytes;
    private readonly short[] _values;       // for each header: where its value begins, zero for nowhere; its length

    /// <summary>Headers that stand in these bytes, not at their very beginning.</summary>
    public ImipHeaders(byte[] bytes)
    {
        _bytes = bytes;
        _values = new short[2 * _lengths.Length];
    }

    /// <summary>Forgets them.</summary>
    public void Clear() => Array.Clear(_values, 0, _values.Length);

    /// <summary>Shows the value of a header; false, and an empty slice, if it is not there.</summary>
    public bool Value(Header header, Slice value)
    {
        int at = 2 * (int)header;
        value.Set(_bytes, _values[at], _values[at + 1]);
        return _values[at] > 0;
    }

    /// <summary>Takes in a line, without its end; false if it is no header.</summary>
    public bool Read(int at, int end)
    {
        int colon = Array.IndexOf(_bytes, _colon, at, end - at);
        if (colon <= at)
        {
            return false;
        }

        int known = Find(at, colon - at);
        if (known >= 0 && _values[known] == 0)
        {
            int value = colon + 1;
            while (value < end && _bytes[value] == ' ')
            {
                value++;
            }

            _values[known] = (short)value;
            _values[known + 1] = (short)(end - value);
        }

        return true;
    }

    /// <summary>Place of a header in the table of values, or -1 for one that is not looked at.</summary>
    private int Find(int at, int length)
    {
        int name = 0;
        for (int i = 0; i < _lengths.Length; i++)
        {
            if (_lengths[i] == length && IsName(at, name, length))
            {
                return 2 * i;
            }

            name += _lengths[i];
        }

        return -1;
    }

    private bool IsName(int at, int name, int length)
    {
        for (int i = 0; i < length; i++)
        {
            if ((_bytes[at + i] | 0x20) != _names[name + i])
            {
                return false;
            }
        }

        return true;
    }
}
