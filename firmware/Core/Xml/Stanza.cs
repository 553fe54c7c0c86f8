using System;
using Core.Bytes;

namespace Core.Xml;

/// <summary>One element of the stream with all it contains, as a flat tree over the bytes that came.</summary>
/// <remarks>
/// Elements are numbered in document order: 0 is the stanza, 1 its first child. For each the scanner notes where its
/// tags stand; attributes and texts are looked for only when asked for, because on the device every byte looked at
/// costs. Slices given out are valid until the stanza is released. What turns out not to be well-formed while it is
/// read counts as absent and sets <see cref="Malformed"/>.
/// </remarks>
public sealed class Stanza
{
    /// <summary>No such element.</summary>
    public const int None = -1;

    // Names are compared beyond the end of what came; the slack is longer than any name that is asked for.
    private const int Slack = 32;

    private static readonly object Ampersand = (byte)'&';
    private static readonly object LessThan = (byte)'<';
    private static readonly byte[] StreamPrefix = Utf8.Bytes("stream");

    private readonly XmlText _text = new();
    private readonly Slice _value = new();
    private readonly Slice _inherited = new();

    /// <summary>The attributes of one tag at a time; the scanner walks some.</summary>
    internal readonly Attributes Attributes;

    /// <summary>The bytes that came; the scanner fills them.</summary>
    internal readonly byte[] Arena = new byte[Limits.Arena + Slack];

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

    /// <summary>The first child of that name and namespace, or <see cref="None"/>. A null namespace stands for the
    /// parent's.</summary>
    public int Child(int parent, byte[] name, byte[] ns)
    {
        int end = Behind[parent];
        for (int child = parent + 1; child < end; child = Behind[child])
        {
            if (Is(child, name, ns))
            {
                return child;
            }
        }

        return None;
    }

    /// <summary>The next element behind <paramref name="element"/> in the same parent with that name and
    /// namespace.</summary>
    public int NextSibling(int element, byte[] name, byte[] ns)
    {
        do
        {
            element = NextSibling(element);
        }
        while (element != None && !Is(element, name, ns));

        return element;
    }

    /// <summary>True if the element has this local name, whatever its namespace.</summary>
    public bool Is(int element, byte[] name)
    {
        int at = Open[element] + 1;
        if (IsName(at, name))
        {
            return true;
        }

        int prefix = PrefixLength(element);
        return prefix > 0 && IsName(at + prefix + 1, name);
    }

    /// <summary>True if the element has this name and namespace; a null namespace as in <see cref="Child"/>.</summary>
    public bool Is(int element, byte[] name, byte[] ns)
    {
        int at = Open[element] + 1;
        int prefix = 0;
        if (!IsName(at, name))
        {
            prefix = PrefixLength(element);
            if (prefix == 0 || !IsName(at + prefix + 1, name))
            {
                return false;
            }
        }
        else if (Arena[at + name.Length] == '>' || !Attributes.Declares(element))
        {
            // Nearly always: no prefix, and a declaration or none at all in the tag itself.
            int parent = Parent[element];
            return ns == null || (parent == None && ns == Ns.Client) || HasNamespace(parent, 0, ns);
        }
        else if (ns != null)
        {
            return Attributes.IsDeclared(ns);
        }

        return ns == null ? SharesNamespace(element, prefix) : HasNamespace(element, prefix, ns);
    }

    /// <summary>Shows the element's namespace; empty if its prefix is declared nowhere.</summary>
    public void Namespace(int element, Slice ns) => ReadNamespace(element, PrefixLength(element), ns);

    /// <summary>True if the element's namespace is <paramref name="ns"/>.</summary>
    public bool IsIn(int element, byte[] ns) => HasNamespace(element, PrefixLength(element), ns);

    /// <summary>The value of an attribute, references replaced; false if it is not there.</summary>
    public bool Attribute(int element, byte[] name, Slice value)
    {
        return Attributes.Find(element, name, value)
            && (IsPlain || value.IndexOf(Ampersand) < 0 || _text.Decode(value));
    }

    /// <summary>True if the attribute is there with just this value.</summary>
    public bool AttributeIs(int element, byte[] name, byte[] value) =>
        Attribute(element, name, _value) && _value.Is(value);

    /// <summary>The text inside an element up to its first child, references and CDATA replaced; false if
    /// malformed.</summary>
    public bool Text(int element, Slice value)
    {
        int start = TagEnd[element] + 1;
        int end = Behind[element] > element + 1 ? Open[element + 1] : Close[element];
        value.Set(Arena, start, end > start ? end - start : 0);
        return IsPlain || (value.IndexOf(Ampersand) < 0 && value.IndexOf(LessThan) < 0) || _text.Decode(value);
    }

    /// <summary>True if a name of just these bytes stands at <paramref name="at"/>.</summary>
    private bool IsName(int at, byte[] name)
    {
        byte[] arena = Arena;
        int length = name.Length;
        byte behind = arena[at + length];
        if (arena[at] != name[0] || (behind > ' ' && behind != '>' && behind != '/'))
        {
            return false;
        }

        int same = 1;
        while (same < length && arena[at + same] == name[same])
        {
            same++;
        }

        return same == length;
    }

    /// <summary>Length of the prefix of an element's name, without the colon; zero for none.</summary>
    private int PrefixLength(int element)
    {
        int start = Open[element] + 1;
        int at = start;
        byte next;
        while ((next = Arena[at]) > ':' ? next != '>' : next != ':' && !XmlTag.EndsName(next))
        {
            at++;
        }

        return next == ':' ? at - start : 0;
    }

    private bool SharesNamespace(int element, int prefix)
    {
        ReadNamespace(element, prefix, _value);
        int parent = Parent[element];
        if (parent == None)
        {
            return false;
        }

        ReadNamespace(parent, PrefixLength(parent), _inherited);
        return _value.Is(_inherited);
    }

    private bool HasNamespace(int element, int prefix, byte[] ns)
    {
        ReadNamespace(element, prefix, _value);
        return _value.Is(ns);
    }

    private void ReadNamespace(int element, int prefix, Slice ns)
    {
        int prefixAt = element == None ? 0 : Open[element] + 1;
        for (int at = element; at != None; at = Parent[at])
        {
            if (Attributes.FindDeclaration(at, prefixAt, prefix, ns))
            {
                return;
            }
        }

        // What the stanza leaves open the stream header declares, and its two declarations were checked there.
        ns.Set(Arena, prefixAt, prefix);
        byte[] inherited = prefix == 0 ? Ns.Client : ns.Is(StreamPrefix) ? Ns.Streams : null;
        ns.Set(inherited ?? Arena, 0, inherited == null ? 0 : inherited.Length);
    }
}
