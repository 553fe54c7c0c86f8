using System;
using Core;
using Core.Bytes;

namespace Xmpp.Xml;

/// <summary>One element of the stream with all it contains, as a flat tree over the bytes that came.</summary>
/// <remarks>
/// Elements are numbered in document order: 0 is the stanza, 1 its first child. For each the scanner notes where its
/// tags stand; attributes and texts are looked for only when asked for, because on the device every byte looked at
/// costs. Slices given out are valid until the stanza is released. What turns out not to be well-formed while it is
/// read counts as absent and sets <see cref="Malformed"/>.
/// </remarks>
public sealed partial class Stanza
{
    /// <summary>No such element.</summary>
    public const int None = -1;

    /// <summary>Where the arena's bytes begin: the eight before the end of a name are read as one word.</summary>
    internal const int Front = 8;

    // Names are compared beyond the end of what came; the slack is longer than any name that is asked for.
    private const int Slack = 32;

    private readonly XmlText _text = new();
    private readonly Slice _value = new();

    /// <summary>The attributes of one tag at a time; the scanner walks some.</summary>
    internal readonly Attributes Attributes;

    /// <summary>The bytes that came; the scanner fills them.</summary>
    internal readonly byte[] Arena = new byte[Front + Limits.Arena + Slack];

    /// <summary>Where each element's start tag begins.</summary>
    internal readonly short[] Open = new short[Limits.Elements];

    /// <summary>Where the closing bracket of each start tag stands.</summary>
    internal readonly short[] TagEnd = new short[Limits.Elements];

    /// <summary>Where each element's end tag begins; its start tag's end if it has none.</summary>
    internal readonly short[] Close = new short[Limits.Elements];

    /// <summary>The number of the element behind this one and all it contains.</summary>
    internal readonly short[] Behind = new short[Limits.Elements];

    /// <summary>The number of the element that contains this one.</summary>
    internal readonly short[] Parent = new short[Limits.Elements];

    /// <summary>There is neither a reference nor a CDATA section in it: what stands there is what is meant.</summary>
    internal bool IsPlain = true;

    /// <summary>How many elements the stanza has.</summary>
    public int Count;

    /// <summary>Something that was asked for was not well-formed.</summary>
    public bool Malformed => _text.IsMalformed || Attributes.IsMalformed;

    /// <summary>Something that was asked for is beyond the limits. Anybody may send such: it counts as absent, but the
    /// absence of an address or an id must not be taken for a meaning.</summary>
    public bool Exceeds => _text.IsFull || Attributes.IsFull;

    /// <summary>An empty stanza; its arena is taken here once.</summary>
    public Stanza()
    {
        Attributes = new Attributes(this);
    }

    /// <summary>Forgets the elements; their bytes may be overwritten from now on.</summary>
    internal void Release()
    {
        Count = 0;
        IsPlain = true;
        Attributes.Clear();
        _text.Clear();
    }

    /// <summary>The first element inside <paramref name="element"/>, or <see cref="None"/>.</summary>
    public int FirstChild(int element) => element + 1 < Behind[element] ? element + 1 : None;

    /// <summary>The next element inside the same parent, or <see cref="None"/>.</summary>
    public int NextSibling(int element)
    {
        int next = Behind[element];
        int parent = Parent[element];
        return parent != None && next < Behind[parent] ? next : None;
    }

    /// <summary>The value of an attribute, references replaced; false if it is not there.</summary>
    public bool Attribute(int element, ulong name, Slice value)
    {
        Attributes tag = Attributes;
        if (tag.Element != element)
        {
            tag.Walk(element);
        }

        ulong[] names = tag.Names;
        int count = tag.Count;
        for (int i = 0; i < count; i++)
        {
            if ((names[i] ^ name) >> (int)name <= ' ')
            {
                int start = tag.Values[i];
                value.Bytes = Arena;
                value.Offset = start;
                value.Count = tag.ValueEnds[i] - start;
                return IsPlain || Decode(value);
            }
        }

        return false;
    }

    /// <summary>The same for a name that need not be short.</summary>
    public bool Attribute(int element, byte[] name, Slice value) =>
        Attributes.Find(element, name, value) && (IsPlain || Decode(value));

    /// <summary>True if the attribute is there with just this value.</summary>
    public bool AttributeIs(int element, ulong name, byte[] value) =>
        Attribute(element, name, _value) && _value.Is(value);

    /// <summary>The same for a name that need not be short.</summary>
    public bool AttributeIs(int element, byte[] name, byte[] value) =>
        Attribute(element, name, _value) && _value.Is(value);

    /// <summary>The text inside an element up to its first child, references and CDATA replaced; false if
    /// malformed.</summary>
    public bool Text(int element, Slice value)
    {
        int start = TagEnd[element] + 1;
        int end = Behind[element] > element + 1 ? Open[element + 1] : Close[element];
        value.Set(Arena, start, end > start ? end - start : 0);
        return IsPlain || (value.IndexOf(XmlTag.Ampersand) < 0 && value.IndexOf(XmlTag.LessThan) < 0)
            || _text.Decode(value);
    }

    private bool Decode(Slice value) => value.IndexOf(XmlTag.Ampersand) < 0 || _text.Decode(value);
}
