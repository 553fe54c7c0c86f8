using System;
using Core;
using Core.Bytes;

namespace Xmpp.Xml;

/// <summary>Names of elements, and their namespaces (Namespaces in XML 1.0).</summary>
/// <remarks>
/// <code>
/// name       = [prefix ":"] local
/// namespace  = the nearest "xmlns" or "xmlns:prefix" outwards; else what the stream's header declares
/// </code>
/// Names that are asked for often are <see cref="ShortName"/>s; each has a twin for names of any length.
/// </remarks>
public sealed partial class Stanza
{
    private static readonly byte[] StreamPrefix = Utf8.Bytes("stream");

    // What nearly always stands between an element's name and its namespace: eight bytes, one word.
    private static readonly ulong Declaration = BitConverter.ToUInt64(Utf8.Bytes(" xmlns='"), 0);

    private readonly Slice _inherited = new();

    /// <summary>The eight bytes up to the end of an element's name, as its end tag has it, for
    /// <see cref="ShortName"/>; zero: not known yet. Of the first elements only: few stanzas have more.</summary>
    internal readonly ulong[] NameWords = new ulong[Limits.NamedElements];

    /// <summary>The first child of that name and namespace, or <see cref="None"/>. A null namespace stands for the
    /// parent's.</summary>
    public int Child(int parent, ulong name, byte[] ns)
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

    /// <summary>The same for a name that need not be short.</summary>
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
    public int NextSibling(int element, ulong name, byte[] ns)
    {
        int end = Parent[element] == None ? 0 : Behind[Parent[element]];
        int next = Behind[element];
        while (next < end && !Is(next, name, ns))
        {
            next = Behind[next];
        }

        return next < end ? next : None;
    }

    /// <summary>The same for a name that need not be short.</summary>
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
    public bool Is(int element, ulong name) => PrefixOf(element, name) != None;

    /// <summary>The same for a name that need not be short.</summary>
    public bool Is(int element, byte[] name) => PrefixOf(element, name) != None;

    /// <summary>True if the element has this name and namespace; a null namespace as in
    /// <see cref="Child(int, ulong, byte[])"/>.</summary>
    public bool Is(int element, ulong name, byte[] ns)
    {
        if (element >= Limits.NamedElements || (NameWords[element] ^ name) >> (int)name != '/')
        {
            int prefix = PrefixOf(element, name);
            return prefix != None && IsIn(element, prefix, ns);
        }

        Attributes tag = Attributes;
        if (tag.Element != element)
        {
            int at = Open[element] + 1 + ShortName.Longest - (byte)name / ShortName.Word;
            if (ns != null && BitConverter.ToUInt64(Arena, at) == Declaration)
            {
                return IsValue(at + ShortName.Word, TagEnd[element], ns);
            }

            tag.Walk(element);
        }

        return tag.Xmlns < 0 && (ns == null || (ns == Ns.Client && Parent[element] == None)) || IsIn(element, 0, ns);
    }

    /// <summary>The same for a name that need not be short.</summary>
    public bool Is(int element, byte[] name, byte[] ns)
    {
        int prefix = PrefixOf(element, name);
        return prefix != None && IsIn(element, prefix, ns);
    }

    /// <summary>Shows the element's namespace; empty if its prefix is declared nowhere.</summary>
    public void Namespace(int element, Slice ns) => ReadNamespace(element, PrefixLength(element), ns);

    /// <summary>True if the element's namespace is <paramref name="ns"/>.</summary>
    public bool IsIn(int element, byte[] ns) => HasNamespace(element, PrefixLength(element), ns);

    /// <summary>Length of an element's prefix, zero for none, if this is its local name; otherwise
    /// <see cref="None"/>.</summary>
    private int PrefixOf(int element, ulong name)
    {
        ulong word = element < Limits.NamedElements ? NameWords[element] : 0;
        ulong before = ((word == 0 ? ReadName(element) : word) ^ name) >> (int)name;
        if (before != ':')
        {
            return before == '/' || before == '<' ? 0 : None;
        }

        int prefix = PrefixLength(element);
        int length = ShortName.Longest - (byte)name / 8;
        return prefix > 0 && XmlTag.EndsName(Arena[Open[element] + 1 + prefix + 1 + length]) ? prefix : None;
    }

    private int PrefixOf(int element, byte[] name)
    {
        int at = Open[element] + 1;
        if (IsName(at, name))
        {
            return 0;
        }

        int prefix = PrefixLength(element);
        return prefix > 0 && IsName(at + prefix + 1, name) ? prefix : None;
    }

    /// <summary>What <see cref="NameWords"/> has of an element, from its start tag.</summary>
    private ulong ReadName(int element)
    {
        int end = Open[element] + 1;
        while (!XmlTag.EndsName(Arena[end]))
        {
            end++;
        }

        ulong word = BitConverter.ToUInt64(Arena, end - ShortName.Word);
        if (element < Limits.NamedElements)
        {
            NameWords[element] = word;
        }

        return word;
    }

    /// <summary>True if a name of just these bytes stands at <paramref name="at"/>.</summary>
    private bool IsName(int at, byte[] name)
    {
        int length = name.Length;
        return XmlTag.EndsName(Arena[at + length]) && Same.Bytes(Arena, at, name, 0, length);
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

    /// <summary>True if just these bytes stand at <paramref name="at"/>, and then a quote before
    /// <paramref name="limit"/>.</summary>
    private bool IsValue(int at, int limit, byte[] value)
    {
        int end = at + value.Length;
        return end < limit && Arena[end] == '\'' && Same.Bytes(Arena, at, value, 0, value.Length);
    }

    /// <summary>True if the namespace of an element with a prefix of this length is <paramref name="ns"/>, or its
    /// parent's if that is null.</summary>
    private bool IsIn(int element, int prefix, byte[] ns) =>
        ns == null ? SharesNamespace(element, prefix) : HasNamespace(element, prefix, ns);

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
