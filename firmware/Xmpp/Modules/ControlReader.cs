using Core.Bytes;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>Reads one parameter after the other out of a request for control.</summary>
/// <remarks>
/// <code>
/// b[n, v]  i[n, v]  l[n, v]   boolean[name, value]  int[name, value]  long[name, value]
/// x { field[var] { value } }  a submitted form (XEP-0004)
/// </code>
/// Other types, such as colours and dates, are no switch's.
/// </remarks>
internal sealed class ControlReader
{
    /// <summary>What the name of every parameter begins with; the pin's number follows.</summary>
    internal static readonly byte[] Prefix = Utf8.Bytes("pin");

    private static readonly byte[] Hidden = Utf8.Bytes("hidden");
    private const ulong FormName = 0x7800000000000030; // x
    private static readonly byte[] True = Utf8.Bytes("true");
    private static readonly byte[] False = Utf8.Bytes("false");
    private const ulong N = 0x6E00000000000030; // n
    private const ulong V = 0x7600000000000030; // v
    private const ulong LongName = 0x656D616E00000018; // name
    private const ulong LongValue = 0x65756C6176000010; // value
    private static readonly ulong[] Types = { ShortName.Of("b"), ShortName.Of("i"), ShortName.Of("l") };
    private static readonly ulong[] LongTypes =
    {
        ShortName.Of("boolean"), ShortName.Of("int"), ShortName.Of("long"),
    };

    private readonly Slice _value = new();
    private Stanza _stanza;
    private int _next;
    private int _field;

    /// <summary>Name of the parameter that <see cref="Next"/> came to.</summary>
    internal readonly Slice Name = new();

    /// <summary>Its value can be that of a switch.</summary>
    internal bool IsSwitch;

    /// <summary>Its value is on.</summary>
    internal bool IsOn;

    /// <summary>Something stands in the request that does not belong there.</summary>
    internal bool IsMalformed;

    /// <summary>Starts before the first parameter of a request.</summary>
    internal void Start(Stanza stanza, int request)
    {
        _stanza = stanza;
        _next = stanza.FirstChild(request);
        _field = Stanza.None;
        IsMalformed = false;
    }

    /// <summary>Comes to the next parameter; false after the last, or at what is malformed.</summary>
    internal bool Next()
    {
        while (_field != Stanza.None || _next != Stanza.None)
        {
            bool found = _field != Stanza.None ? TakeField() : TakeElement();
            if (found || IsMalformed)
            {
                return !IsMalformed;
            }
        }

        return false;
    }

    private bool TakeElement()
    {
        int element = _next;
        _next = _stanza.NextSibling(element);
        if (_stanza.Is(element, FormName, DataForm.Namespace))
        {
            _field = _stanza.FirstChild(element);
            return false;
        }

        if (NodeReference.IsOne(_stanza, element))
        {
            return false;
        }

        bool isShort = _stanza.Attribute(element, N, Name);
        IsMalformed = !isShort && !_stanza.Attribute(element, LongName, Name);
        bool valued = _stanza.Attribute(element, isShort ? V : LongValue, _value);
        IsMalformed |= !valued;
        TakeValue(IsOneOf(element, isShort ? Types : LongTypes));
        return true;
    }

    private bool TakeField()
    {
        int field = _field;
        _field = _stanza.NextSibling(field);
        int value = _stanza.Child(field, Names.Value, null);
        if (!_stanza.Attribute(field, Names.Var, Name) || _stanza.AttributeIs(field, Names.Type, Hidden))
        {
            // A title, or what a form says of itself.
            return false;
        }

        IsMalformed = value == Stanza.None || !_stanza.Text(value, _value);
        TakeValue(true);
        return true;
    }

    private void TakeValue(bool rightType)
    {
        if (IsMalformed)
        {
            return;
        }

        bool isOff = _value.Is(False) || IsDigit('0');
        IsOn = _value.Is(True) || IsDigit('1');
        IsSwitch = rightType && (IsOn || isOff);
    }

    private bool IsDigit(char digit) => _value.Count == 1 && _value.Bytes[_value.Offset] == digit;

    private bool IsOneOf(int element, ulong[] types)
    {
        foreach (ulong type in types)
        {
            if (_stanza.Is(element, type, null))
            {
                return true;
            }
        }

        return false;
    }
}
