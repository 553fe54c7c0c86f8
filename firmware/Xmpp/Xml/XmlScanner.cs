using System;
using Core;

namespace Xmpp.Xml;

/// <summary>Finds the stanzas in the stream, however its bytes are cut, without looking at most of them.</summary>
/// <remarks>
/// <code>
/// stream = [declaration] "&lt;stream:stream …&gt;" *( white space / stanza ) "&lt;/stream:stream&gt;"
/// </code>
/// The subset of RFC 6120 §11: no comments, processing instructions or document types. Only tag boundaries are sought,
/// by native search. Since a "&lt;" cannot stand inside a tag, a tag whose first "&gt;" is followed by "&lt;" ends
/// there; only a tag followed by text, or one of the stream's own level, is walked quote by quote, because a "&gt;"
/// may stand in its attribute values. Which way is taken depends on the bytes alone, never on how they were cut.
/// </remarks>
public sealed partial class XmlScanner
{
    // Where the arena's bytes end.
    private const int ArenaEnd = Stanza.Front + Limits.Arena;

    private readonly Stanza _stanza;
    private readonly StanzaTree _tree;
    private readonly byte[] _arena;

    private int _start = Stanza.Front;  // where the stanza being scanned begins
    private int _at = Stanza.Front;     // what lies before is scanned
    private int _end = Stanza.Front;    // what lies before came
    private bool _inStream;     // the header has been seen
    private bool _busy;         // the stanza is lent out
    private bool _unseen;       // bytes came since the last scan

    /// <summary>A scanner that fills <paramref name="stanza"/>.</summary>
    public XmlScanner(Stanza stanza)
    {
        _stanza = stanza;
        _tree = new StanzaTree(stanza);
        _arena = stanza.Arena;
    }

    /// <summary>Forgets everything: a new transport.</summary>
    public void Reset()
    {
        _start = _at = _end = Stanza.Front;
        Restart();
    }

    /// <summary>Expects a new stream header on the same transport (RFC 6120 §4.3.3); bytes not yet scanned
    /// stay.</summary>
    public void Restart()
    {
        _tree.Clear();
        _long.Clear();
        _inStream = _busy = false;
        _start = _at;
    }

    /// <summary>There are bytes that were not scanned, or not enough of them.</summary>
    public bool HasMore => _at < _end;

    /// <summary>Comes to the next event. What it shows in the stanza is valid until the next call, of this method or of
    /// <see cref="Append"/>.</summary>
    public ScanEvent Scan()
    {
        _unseen = false;
        Release();
        ScanEvent found = ScanEvent.None;
        while (found == ScanEvent.None)
        {
            int result = Step();
            if (result == XmlTag.Unfinished)
            {
                if (!IsFull())
                {
                    return ScanEvent.None;
                }

                if (!PassLong())
                {
                    return ScanEvent.TooLarge;
                }

                continue;
            }

            if (result == XmlTag.Broken)
            {
                return ScanEvent.Malformed;
            }

            found = (ScanEvent)result;
        }

        _busy = true;
        _stanza.IsPlain &= !Holds(XmlTag.Ampersand);
        return found != ScanEvent.Oversized && Holds(XmlTag.Nul) ? ScanEvent.Malformed : found;
    }

    private bool Holds(object mark) => Array.IndexOf(_arena, mark, _start, _at - _start) >= 0;

    /// <summary>Takes back the stanza that was lent out.</summary>
    private void Release()
    {
        if (_busy)
        {
            _busy = false;
            _stanza.Release();
            _start = _at;
        }
    }

    /// <summary>Goes over all plain tags at hand, then over one that need not be plain. Returns its event,
    /// <see cref="XmlTag.Unfinished"/> or <see cref="XmlTag.Broken"/>.</summary>
    private int Step()
    {
        if (_long.IsOpen)
        {
            return StepLong();
        }

        if (_tree.Depth == 0 && !SkipSpace())
        {
            return XmlTag.Broken;
        }

        if (_tree.Depth > 0 && !_tree.IsSkipping)
        {
            _at = _tree.Pass(_at, _end);
            if (_tree.Depth == 0)
            {
                return (int)ScanEvent.Stanza;
            }
        }

        int tag = _at < _end && _arena[_at] == '<' ? _at : Array.IndexOf(_arena, XmlTag.LessThan, _at, _end - _at);
        if (tag < _at || tag + 1 >= _end)
        {
            _at = tag < _at ? _end : tag;
            return XmlTag.Unfinished;
        }

        _at = tag;
        byte kind = _arena[tag + 1];
        return kind == '/' ? EndTag(tag) : kind == '!' || kind == '?' ? Other(tag) : StartTag(tag);
    }

    /// <summary>Steps over white space between stanzas; false if there is anything else but a tag.</summary>
    private bool SkipSpace()
    {
        while (_at < _end && _arena[_at] != '<')
        {
            if (!XmlTag.IsSpace(_arena[_at]))
            {
                return false;
            }

            _at++;
        }

        _start = _at;
        return true;
    }

    private int StartTag(int tag)
    {
        int end;
        bool isTop = _tree.Depth == 0;
        if (isTop)
        {
            end = _stanza.Attributes.Measure(tag, _end);
        }
        else
        {
            end = Array.IndexOf(_arena, XmlTag.GreaterThan, tag + 1, _end - tag - 1);
            if (end < 0 || end + 1 == _end)
            {
                return XmlTag.Unfinished;
            }

            end = _arena[end + 1] == '<' ? end : _stanza.Attributes.Measure(tag, _end);
        }

        if (end < 0)
        {
            return end;
        }

        if (_arena[tag + 1] <= ' ' || _arena[tag + 1] == '>')
        {
            return XmlTag.Broken;
        }

        if (isTop)
        {
            // Its attributes are what is asked for first.
            _stanza.Attributes.Became(0);
        }

        bool empty = _arena[end - 1] == '/';
        _at = end + 1;
        return _inStream ? (int)_tree.Enter(tag, end, empty) : Header(tag, end, empty);
    }

    private int Header(int tag, int end, bool empty)
    {
        if (empty)
        {
            return XmlTag.Broken;
        }

        _inStream = true;
        _tree.Header(tag, end);
        return (int)ScanEvent.StreamOpen;
    }

    private int EndTag(int tag)
    {
        int end = Array.IndexOf(_arena, XmlTag.GreaterThan, tag + 2, _end - tag - 2);
        if (end < 0)
        {
            return XmlTag.Unfinished;
        }

        _at = end + 1;
        if (_tree.Depth == 0)
        {
            return _inStream ? (int)ScanEvent.StreamClose : XmlTag.Broken;
        }

        return _tree.IsSkipping || _tree.ClosesOpen(tag + 2, end) ? (int)_tree.Leave(tag) : XmlTag.Broken;
    }

    /// <summary>A declaration before the header, or a CDATA section inside a stanza; nothing else may begin
    /// so.</summary>
    private int Other(int tag)
    {
        int end;
        if (_tree.Depth > 0)
        {
            _stanza.IsPlain = false;
            end = XmlText.SectionEnd(_arena, tag, _end);
        }
        else
        {
            bool declaration = !_inStream && _arena[tag + 1] == '?';
            end = declaration ? Array.IndexOf(_arena, XmlTag.GreaterThan, tag, _end - tag) + 1 : XmlTag.Broken;
            end = end == 0 ? XmlTag.Unfinished : end;
        }

        if (end < 0)
        {
            return end;
        }

        _at = end;
        return (int)ScanEvent.None;
    }
}
