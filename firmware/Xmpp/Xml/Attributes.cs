using System;
using Core;
using Core.Bytes;

namespace Xmpp.Xml;

/// <summary>The attributes of one start tag, found in one walk (XML 1.0 §3.1).</summary>
/// <remarks>
/// <code>
/// tag       = "&lt;" name *( space attribute ) [space] ["/"] "&gt;"
/// attribute = name [space] "=" [space] ( "'" value "'" / '"' value '"' )
/// </code>
/// The walk leaps by native search from equal sign to quote to equal sign, and finds the tag's end on its way where it
/// is not known; of each name it notes the last eight bytes, which is all that a <see cref="ShortName"/> needs. A tag
/// is walked once, however many of its attributes are asked for in a row.
/// </remarks>
internal sealed class Attributes
{
    private static readonly object SingleQuote = (byte)'\'';
    private static readonly object DoubleQuote = (byte)'"';

    private const int XmlnsLength = 5;
    private const int ShortestAttribute = 4;     // a=""
    private const int ShortestTag = 7;           // <a b=""

    // Every device of ours is little-endian.
    private const int Xmln = 'x' | 'm' << 8 | 'l' << 16 | 'n' << 24;

    private const ulong XmlnsName = 0x736E6C6D78000010; // xmlns

    private readonly Stanza _stanza;

    /// <summary>Whose tag was walked last.</summary>
    internal int Element = Stanza.None;

    /// <summary>How many attributes it has.</summary>
    internal int Count;

    /// <summary>Which of them declares the namespace of names without prefix; none: below zero.</summary>
    internal int Xmlns;

    /// <summary>The eight bytes up to the end of each name, for <see cref="ShortName"/>.</summary>
    internal readonly ulong[] Names = new ulong[Limits.Attributes];

    /// <summary>Where each value begins.</summary>
    internal readonly short[] Values = new short[Limits.Attributes];

    /// <summary>Where each value ends.</summary>
    internal readonly short[] ValueEnds = new short[Limits.Attributes];

    /// <summary>A tag was not well-formed.</summary>
    internal bool IsMalformed;

    /// <summary>A tag had more attributes than <see cref="Limits.Attributes"/>; those behind count as absent.</summary>
    internal bool IsFull;

    /// <summary>Attributes of the elements of <paramref name="stanza"/>.</summary>
    internal Attributes(Stanza stanza)
    {
        _stanza = stanza;
    }

    /// <summary>Forgets the tag: its bytes may change.</summary>
    internal void Clear()
    {
        Element = Stanza.None;
        IsMalformed = IsFull = false;
    }

    /// <summary>Walks the tag that begins at <paramref name="tag"/>. Returns where the bracket stands that ends it,
    /// skipping brackets inside attribute values; <see cref="XmlTag.Unfinished"/> or <see cref="XmlTag.Broken"/> if
    /// there is none before <paramref name="end"/>.</summary>
    internal int Measure(int tag, int end)
    {
        Element = Stanza.None;
        return Walk(tag, tag - 1, end);
    }

    /// <summary>The tag measured last has become this element.</summary>
    internal void Became(int element)
    {
        Element = element;
        if (Count > Limits.Attributes)
        {
            Crop();
        }
    }

    /// <summary>Shows the raw value of an element's attribute without prefix, of any length; false if it is not
    /// there.</summary>
    internal bool Find(int element, byte[] name, Slice value)
    {
        if (element != Element)
        {
            Walk(element);
        }

        byte[] bytes = _stanza.Arena;
        int length = name.Length;
        byte last = name[length - 1];
        for (int i = 0; i < Count; i++)
        {
            int start = (byte)(Names[i] >> 56) == last ? NameEnd(i) - length : 0;
            if (start > 0 && bytes[start - 1] <= ' ' && Same.Bytes(bytes, start, name, 0, length))
            {
                value.Set(bytes, Values[i], ValueEnds[i] - Values[i]);
                return true;
            }
        }

        return false;
    }

    /// <summary>Shows the value of an element's <c>xmlns</c>, or of <c>xmlns:prefix</c> where the prefix stands in the
    /// same bytes; false if its tag does not declare it.</summary>
    internal bool FindDeclaration(int element, int prefixAt, int prefix, Slice value)
    {
        if (element != Element)
        {
            Walk(element);
        }

        int index = prefix == 0 ? Xmlns : Declaration(prefixAt, prefix);
        if (index < 0)
        {
            return false;
        }

        value.Set(_stanza.Arena, Values[index], ValueEnds[index] - Values[index]);
        return true;
    }

    private int Declaration(int prefixAt, int prefix)
    {
        byte[] bytes = _stanza.Arena;
        for (int i = 0; i < Count; i++)
        {
            int at = NameEnd(i) - prefix;
            if (IsXmlns(at - 1) && bytes[at - 1] == ':' && Same.Bytes(bytes, at, bytes, prefixAt, prefix))
            {
                return i;
            }
        }

        return Stanza.None;
    }

    /// <summary>True if a name that ends before <paramref name="end"/> is just <c>xmlns</c>.</summary>
    private bool IsXmlns(int end)
    {
        byte[] bytes = _stanza.Arena;
        int start = end - XmlnsLength;
        return start > 0 && bytes[start - 1] <= ' ' && bytes[end - 1] == 's'
            && BitConverter.ToInt32(bytes, start) == Xmln;
    }

    /// <summary>Where an attribute's name ends: before its equal sign, and what white space there is.</summary>
    private int NameEnd(int attribute)
    {
        byte[] bytes = _stanza.Arena;
        int equal = Values[attribute] - 2;
        if (bytes[equal] == '=' && bytes[equal - 1] > ' ')
        {
            return equal;
        }

        return XmlTag.SkipSpaceBack(bytes, XmlTag.SkipSpaceBack(bytes, equal + 1) - 1);
    }

    /// <summary>The quote as what a native search takes; null if it is none.</summary>
    private static object Mark(byte quote) => quote == '\'' ? SingleQuote : quote == '"' ? DoubleQuote : null;

    /// <summary>Notes the attributes of an element.</summary>
    internal void Walk(int element)
    {
        Element = element;
        int start = _stanza.Open[element];
        int end = _stanza.TagEnd[element];
        if (end - start < ShortestTag)
        {
            Count = 0;
            Xmlns = Stanza.None;
            return;
        }

        if (Walk(start, end, end) < 0)
        {
            IsMalformed = true;
        }

        if (Count > Limits.Attributes)
        {
            Crop();
        }
    }

    private void Crop()
    {
        Count = Limits.Attributes;
        IsFull = true;
    }

    /// <summary>Notes the attributes behind <paramref name="at"/>. The tag ends at <paramref name="bracket"/>, or if
    /// that lies before, somewhere before <paramref name="end"/>.</summary>
    /// <remarks>What servers write, single quotes and no space around the equal sign, costs no call.</remarks>
    private int Walk(int at, int bracket, int end)
    {
        byte[] bytes = _stanza.Arena;
        int count = 0, xmlns = Stanza.None, result = XmlTag.Unfinished;
        while (bracket >= at || (bracket = Array.IndexOf(bytes, XmlTag.GreaterThan, at, end - at)) >= at)
        {
            int equal = bracket - at < ShortestAttribute ? -1 : Array.IndexOf(bytes, XmlTag.Equal, at, bracket - at);
            if (equal < at)
            {
                result = bracket;
                break;
            }

            int value = equal + 2;
            object mark = SingleQuote;
            ulong name = BitConverter.ToUInt64(bytes, equal - ShortName.Word);
            if (bytes[equal + 1] != '\'' || name >> 56 <= ' ')
            {
                value = XmlTag.SkipSpace(bytes, equal + 1, bracket) + 1;
                name = BitConverter.ToUInt64(bytes, XmlTag.SkipSpaceBack(bytes, equal) - ShortName.Word);
                mark = Mark(bytes[value - 1]);
            }

            at = mark == null ? 0 : Array.IndexOf(bytes, mark, value, end - value) + 1;
            if (at <= value)
            {
                result = mark == null ? XmlTag.Broken : XmlTag.Unfinished;
                break;
            }

            if (count < Limits.Attributes)
            {
                Names[count] = name;
                Values[count] = (short)value;
                ValueEnds[count] = (short)(at - 1);
                xmlns = (name ^ XmlnsName) >> unchecked((int)XmlnsName) <= ' ' && xmlns < 0 ? count : xmlns;
            }

            count++;
        }

        Count = count;
        Xmlns = xmlns;
        return result;
    }
}
