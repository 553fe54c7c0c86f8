namespace HostSim.XmppServer.Wire;

/// <summary>What the tokenizer found.</summary>
internal enum FrameKind
{
    /// <summary>Nothing complete yet.</summary>
    None,

    /// <summary>The XML declaration.</summary>
    Declaration,

    /// <summary>The start tag of the stream.</summary>
    StreamOpen,

    /// <summary>One complete top-level element.</summary>
    Element,

    /// <summary>The end tag of the stream.</summary>
    StreamClose,

    /// <summary>The bytes are no XMPP; the fault says why.</summary>
    Broken,
}

/// <summary>One piece of the endless document.</summary>
internal readonly record struct Frame(FrameKind Kind, byte[] Bytes);

/// <summary>
/// Cuts the endless XML document of RFC 6120 §4 into its start tag, complete top-level elements and its end tag, byte
/// by
/// byte and without understanding names:
/// <code>
/// stream  = [declaration] open *( whitespace / element ) close
/// element = selfclosed / start *( text / cdata / element ) end
/// </code>
/// Comments, processing instructions and document types are refused (RFC 6120 §11.1). Names, entities and UTF-8 are for
/// the real parser, which sees each element as a whole.
/// </summary>
internal sealed class StreamTokenizer(int maxBytes, int maxDepth)
{
    private const int DeclarationBytes = 256;
    private static readonly byte[] CDataOpening = "[CDATA["u8.ToArray();

    private byte[] _frame = new byte[512];
    private int _length;
    private int _depth;
    private int _matched;
    private byte _quote;
    private byte _previous;
    private bool _started;
    private State _state = State.Between;

    private enum State
    {
        Between, Text, Opening, StartTag, Quoted, EndTag, Exclamation, CData, Declaration, Broken,
    }

    /// <summary>The stream error that <see cref="FrameKind.Broken"/> stands for.</summary>
    public string Fault { get; private set; } = "not-well-formed";

    /// <summary>Starts over, as after STARTTLS and SASL (RFC 6120 §4.3.3).</summary>
    public void Restart()
    {
        _length = 0;
        _depth = 0;
        _started = false;
        _state = State.Between;
    }

    /// <summary>Takes bytes until a frame is complete; returns how many were taken.</summary>
    public int Take(ReadOnlySpan<byte> source, out Frame frame)
    {
        for (int i = 0; i < source.Length; i++)
        {
            FrameKind kind = Accept(source[i]);
            if (kind == FrameKind.None)
            {
                continue;
            }

            frame = new Frame(kind, _frame.AsSpan(0, _length).ToArray());
            _length = 0;
            return i + 1;
        }

        frame = new Frame(FrameKind.None, []);
        return source.Length;
    }

    private FrameKind Accept(byte next)
    {
        if (_state == State.Between && IsSpace(next))
        {
            return FrameKind.None;
        }

        if (_state == State.Broken)
        {
            return FrameKind.Broken;
        }

        if (!Keep(next))
        {
            return Break("policy-violation");
        }

        FrameKind kind = Advance(next);
        _previous = next;
        return kind;
    }

    private FrameKind Advance(byte next) => _state switch
    {
        State.Between => next == '<' ? Enter(State.Opening) : Break("not-well-formed"),
        State.Text => next == '<' ? Enter(State.Opening) : FrameKind.None,
        State.Opening => AfterAngle(next),
        State.StartTag => InStartTag(next),
        State.Quoted => InQuotes(next),
        State.EndTag => InEndTag(next),
        State.Exclamation => AfterExclamation(next),
        State.CData => InCData(next),
        _ => InDeclaration(next),
    };

    private FrameKind AfterAngle(byte next)
    {
        switch (next)
        {
            case (byte)'/':
                return _depth == 0 ? Break("not-well-formed") : Enter(State.EndTag);
            case (byte)'!':
                _matched = 0;
                return Enter(State.Exclamation);
            case (byte)'?':
                return _started || _depth > 0 ? Break("restricted-xml") : Enter(State.Declaration);
            default:
                return IsNameStart(next) ? Enter(State.StartTag) : Break("not-well-formed");
        }
    }

    private FrameKind InStartTag(byte next)
    {
        switch (next)
        {
            case (byte)'\'':
            case (byte)'"':
                _quote = next;
                return Enter(State.Quoted);
            case (byte)'<':
                return Break("not-well-formed");
            case (byte)'>':
                return _previous == '/' ? SelfClosed() : Opened();
            default:
                return FrameKind.None;
        }
    }

    private FrameKind InQuotes(byte next)
    {
        if (next == _quote)
        {
            return Enter(State.StartTag);
        }

        return next == '<' ? Break("not-well-formed") : FrameKind.None;
    }

    private FrameKind InEndTag(byte next)
    {
        if (next is (byte)'<' or (byte)'"' or (byte)'\'')
        {
            return Break("not-well-formed");
        }

        return next == '>' ? Closed() : FrameKind.None;
    }

    private FrameKind AfterExclamation(byte next)
    {
        if (next != CDataOpening[_matched])
        {
            return Break("restricted-xml");
        }

        _matched++;
        if (_matched < CDataOpening.Length)
        {
            return FrameKind.None;
        }

        _matched = 0;
        return _depth < 2 ? Break("not-well-formed") : Enter(State.CData);
    }

    private FrameKind InCData(byte next)
    {
        if (next == '>' && _matched >= 2)
        {
            return Enter(State.Text);
        }

        _matched = next == ']' ? _matched + 1 : 0;
        return FrameKind.None;
    }

    private FrameKind InDeclaration(byte next)
    {
        if (next == '>' && _previous == '?')
        {
            _started = true;
            _state = State.Between;
            return FrameKind.Declaration;
        }

        return _length > DeclarationBytes ? Break("not-well-formed") : FrameKind.None;
    }

    private FrameKind SelfClosed()
    {
        if (_depth == 0)
        {
            return Break("bad-format");
        }

        return Settle(_depth == 1 ? FrameKind.Element : FrameKind.None);
    }

    private FrameKind Opened()
    {
        _started = true;
        _depth++;
        if (_depth > maxDepth)
        {
            return Break("policy-violation");
        }

        return Settle(_depth == 1 ? FrameKind.StreamOpen : FrameKind.None);
    }

    private FrameKind Closed()
    {
        _depth--;
        return Settle(_depth switch
        {
            0 => FrameKind.StreamClose,
            1 => FrameKind.Element,
            _ => FrameKind.None,
        });
    }

    private FrameKind Settle(FrameKind kind)
    {
        _state = kind == FrameKind.None ? State.Text : State.Between;
        return kind;
    }

    private FrameKind Enter(State state)
    {
        _state = state;
        return FrameKind.None;
    }

    private FrameKind Break(string fault)
    {
        Fault = fault;
        _state = State.Broken;
        return FrameKind.Broken;
    }

    private bool Keep(byte next)
    {
        if (_length == maxBytes)
        {
            return false;
        }

        if (_length == _frame.Length)
        {
            Array.Resize(ref _frame, Math.Min(maxBytes, _length * 2));
        }

        _frame[_length++] = next;
        return true;
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private static bool IsNameStart(byte value) =>
        char.IsAsciiLetter((char)value) || value is (byte)'_' or (byte)':' || value >= 0x80;
}
