namespace Tests.Integration.Wire;

/// <summary>Counts the bytes of one direction and looks at the headers of its TLS records, never inside.</summary>
/// <remarks>
/// <code>
/// record = type u8 | version u16 | length u16 | length bytes          (RFC 8446 section 5.1)
/// type 23 = application data: its length holds the text, one byte of inner type and a tag of 16 bytes (section 5.2)
/// </code>
/// </remarks>
internal sealed class RecordCounter
{
    private const int HeaderLength = 5;
    private const int ApplicationData = 23;
    private const int FirstType = 20;
    private const int LastType = 23;
    private const int Overhead = 17;

    private readonly byte[] _header = new byte[HeaderLength];
    private int _headerCount;
    private int _bodyLeft;

    /// <summary>All bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes of text inside application records.</summary>
    public long ApplicationBytes { get; private set; }

    /// <summary>Complete record headers seen.</summary>
    public int Records { get; private set; }

    /// <summary>Takes the next bytes of the direction. Text before STARTTLS starts with no record type and is
    /// skipped.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Bytes += bytes.Length;
        while (!bytes.IsEmpty)
        {
            if (_bodyLeft > 0)
            {
                int body = Math.Min(_bodyLeft, bytes.Length);
                _bodyLeft -= body;
                bytes = bytes[body..];
                continue;
            }

            TakeHeader(bytes[0]);
            bytes = bytes[1..];
        }
    }

    private void TakeHeader(byte next)
    {
        if (_headerCount == 0 && next is < FirstType or > LastType)
        {
            return;
        }

        _header[_headerCount++] = next;
        if (_headerCount < HeaderLength)
        {
            return;
        }

        _headerCount = 0;
        _bodyLeft = (_header[3] << 8) | _header[4];
        Records++;
        if (_header[0] == ApplicationData)
        {
            ApplicationBytes += Math.Max(0, _bodyLeft - Overhead);
        }
    }
}
