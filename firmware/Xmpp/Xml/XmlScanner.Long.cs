namespace Xmpp.Xml;

/// <summary>What happens to a tag that is longer than the arena: it goes by, and its stanza with it.</summary>
public sealed partial class XmlScanner
{
    private readonly LongTag _long = new();

    /// <summary>Begins to pass over the tag at hand, which fills the arena. Of a stanza's own tag only the name is
    /// kept, so that it counts as received. False if it is the stream's own, or its name alone is too long.</summary>
    private bool PassLong()
    {
        int name = _at + 1;
        while (name < _end && !XmlTag.EndsName(_arena[name]))
        {
            name++;
        }

        bool isTop = _tree.Depth == 0;
        if (!_inStream || (isTop && name == _end))
        {
            return false;
        }

        _long.Begin(_arena[_at + 1], isTop);
        if (isTop)
        {
            _arena[name] = (byte)'>';
            _tree.Enter(_at, name, false);
            _tree.Skip();

            // Nothing may come of a stanza whose attributes are lost: who sent it is not known.
            _stanza.Attributes.IsFull = true;
        }

        _at = isTop ? name + 1 : _at + 1;
        return true;
    }

    /// <summary>Goes on over the long tag; what went by makes room.</summary>
    private int StepLong()
    {
        int behind = _long.Pass(_arena, _at, _end);
        if (behind < 0)
        {
            _end = _at;
            return XmlTag.Unfinished;
        }

        _at = behind;
        if (_long.IsStartTag && !_long.IsTop)
        {
            return (int)_tree.Enter(_at, _at, _long.IsEmpty);
        }

        bool closes = _long.IsEndTag || (_long.IsTop && _long.IsEmpty);
        return closes ? (int)_tree.Leave(_at) : (int)ScanEvent.None;
    }
}
