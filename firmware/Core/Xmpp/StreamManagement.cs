using System;
using Core.Bytes;
using Core.Ports;
using Core.Xml;

namespace Core.Xmpp;

/// <summary>Acknowledges received stanzas and keeps sent ones until the server has them (XEP-0198).</summary>
/// <remarks>
/// Counters are modulo 2³². The window holds, oldest first, what was sent and not acknowledged:
/// <code>
/// entry  = owned 1 bit | length 15 bits (big endian) | stanza;  length 0: counted, but not kept for lack of room
/// record = version u8 | id length u8 | id | received u32 | acknowledged u32 | unacknowledged u32
///          | address length u8 | full address | window
/// </code>
/// On resumption what the server missed is sent again in order. After a failed one the kept stanzas are sent as new
/// ones, except presence, which is sent anew, and the owned ones: requests that whoever made them makes again.
/// </remarks>
public sealed class StreamManagement
{
    private const byte RecordVersion = 1;
    private const string Record = "sm";
    private const int HeaderLength = 2;
    private const int CountersLength = 12;
    private const int OwnedBit = 0x80;

    private static readonly byte[] PresenceStart = Utf8.Bytes("<presence");

    private readonly byte[] _id = new byte[Limits.ResumeId];
    private readonly byte[] _window = new byte[Limits.Window];
    private readonly Slice _slice = new();
    private int _idLength;
    private int _windowLength;
    private int _lost;          // the oldest unacknowledged ones, for which no entry was left
    private byte[] _previous;   // the window of a session that could not be resumed
    private uint _received;
    private uint _acknowledged;

    /// <summary>Stanzas sent are being counted: the request to enable has been sent.</summary>
    public bool IsCounting { get; private set; }

    /// <summary>The server acknowledges: it has confirmed.</summary>
    public bool IsEnabled { get; private set; }

    /// <summary>Stanzas sent that the server has not acknowledged.</summary>
    public int Unacknowledged { get; private set; }

    /// <summary>The session can be resumed on another connection.</summary>
    public bool CanResume => _idLength > 0;

    /// <summary>True while at least half of the window is taken: time to ask the server.</summary>
    public bool IsFilling => _windowLength > Limits.Window / 2 || Unacknowledged > Limits.WindowStanzas / 2;

    /// <summary>True if a reply of the largest size would still be kept, or nothing is kept at all.</summary>
    public bool HasRoom => !IsCounting ||
        _windowLength + HeaderLength + Limits.Reply <= Limits.Window && Unacknowledged < Limits.WindowStanzas;

    /// <summary>The request to enable goes out with the next bytes: a new session, counted from here.</summary>
    public void Requested()
    {
        if (_windowLength > 0)
        {
            _previous = new byte[_windowLength];
            Array.Copy(_window, 0, _previous, 0, _windowLength);
        }

        Forget();
        IsCounting = true;
        _received = 0;
        _acknowledged = 0;
    }

    /// <summary>The transport is gone; nothing is counted until the next login.</summary>
    public void Suspend()
    {
        IsCounting = false;
        IsEnabled = false;
    }

    /// <summary>The server no longer knows the session: it cannot be resumed, but what it had not received is
    /// kept.</summary>
    public void Lose() => _idLength = 0;

    /// <summary>Gives the session up: nothing can be resumed or is sent again.</summary>
    public void Forget()
    {
        Suspend();
        _idLength = 0;
        _windowLength = 0;
        _lost = 0;
        Unacknowledged = 0;
    }

    /// <summary>The server has enabled; an absent or too long id means that it cannot resume.</summary>
    public void Enabled(Slice id)
    {
        IsEnabled = true;
        _received = 0;
        _idLength = id.Count <= _id.Length ? id.Count : 0;
        Array.Copy(id.Bytes ?? _id, id.Offset, _id, 0, _idLength);
    }

    /// <summary>The server has resumed: counting goes on where it stopped. False if <paramref name="h"/> is
    /// impossible.</summary>
    public bool Resumed(uint h)
    {
        IsCounting = true;
        IsEnabled = true;
        return Acknowledge(h);
    }

    /// <summary>A stanza came in.</summary>
    public void CountReceived() => _received++;

    /// <summary>A stanza goes out: counts it, and keeps it if there is room. An owned one is not sent again in another
    /// session.</summary>
    public void CountSent(byte[] bytes, int offset, int count, bool owned)
    {
        if (!IsCounting)
        {
            return;
        }

        Unacknowledged++;
        if (_windowLength + HeaderLength > Limits.Window)
        {
            DropOldest();
            _lost++;
        }

        int kept = _windowLength + HeaderLength + count <= Limits.Window ? count : 0;
        _window[_windowLength] = (byte)((owned ? OwnedBit : 0) | kept >> 8);
        _window[_windowLength + 1] = (byte)kept;
        Array.Copy(bytes, offset, _window, _windowLength + HeaderLength, kept);
        _windowLength += HeaderLength + kept;
    }

    /// <summary>The server has everything up to <paramref name="h"/>; false if that is more than was sent.</summary>
    public bool Acknowledge(uint h)
    {
        uint news = h - _acknowledged;
        if (news > (uint)Unacknowledged)
        {
            return false;
        }

        _acknowledged = h;
        for (; news > 0; news--)
        {
            Unacknowledged--;
            if (_lost > 0)
            {
                _lost--;
            }
            else
            {
                DropOldest();
            }
        }

        return true;
    }

    /// <summary>Writes <c>&lt;a/&gt;</c>.</summary>
    public void WriteAcknowledgement(XmlWriter target)
    {
        target.Text("<a xmlns='urn:xmpp:sm:3' h='");
        target.Number(_received);
        target.Text("'/>");
    }

    /// <summary>Writes <c>&lt;resume/&gt;</c>.</summary>
    public void WriteResume(XmlWriter target)
    {
        target.Text("<resume xmlns='urn:xmpp:sm:3' h='");
        target.Number(_received);
        target.Text("' previd='");
        target.Escaped(_id, 0, _idLength);
        target.Text("'/>");
    }

    /// <summary>Writes again, in order and byte by byte, what the server missed before it resumed.</summary>
    public void WriteAgain(ByteWriter target)
    {
        int at = 0;
        int left = 0;
        while (at < _windowLength)
        {
            int length = Length(_window, at);
            if (length == 0)
            {
                // Not kept, so not sent again: it must not stand where the server counts the next one.
                _windowLength -= HeaderLength;
                Array.Copy(_window, at + HeaderLength, _window, at, _windowLength - at);
                continue;
            }

            target.Bytes(_window, at + HeaderLength, length);
            at += HeaderLength + length;
            left++;
        }

        _lost = 0;
        Unacknowledged = left;
    }

    /// <summary>Writes as new what is left of a session that could not be resumed, once the new one counts.</summary>
    public void WriteLeft(ByteWriter target)
    {
        byte[] previous = _previous;
        _previous = null;
        int end = previous == null ? 0 : previous.Length;
        for (int at = 0; at < end;)
        {
            bool owned = (previous[at] & OwnedBit) != 0;
            int count = Length(previous, at);
            at += HeaderLength;
            _slice.Set(previous, at, count);
            if (count > 0 && !owned && !_slice.StartsWith(PresenceStart))
            {
                target.Bytes(previous, at, count);
                CountSent(previous, at, count, false);
            }

            at += count;
        }
    }

    /// <summary>Keeps the session and its address in the vault for the time of a restart or a sleep.</summary>
    public void Save(IVault vault, Slice fullJid)
    {
        if (!CanResume)
        {
            return;
        }

        ByteWriter record = new(3 + _idLength + CountersLength + fullJid.Count + _windowLength);
        record.Byte(RecordVersion);
        record.Byte(_idLength);
        record.Bytes(_id, 0, _idLength);
        WriteCounter(record, _received);
        WriteCounter(record, _acknowledged);
        WriteCounter(record, (uint)Unacknowledged);
        record.Byte(fullJid.Count);
        record.Bytes(fullJid);
        record.Bytes(_window, 0, _windowLength);
        vault.Save(Record, record.Buffer, record.Count);
    }

    /// <summary>Takes a kept session out of the vault and shows its address; false if there is none. It is used once: a
    /// crash later must not resume from old counters.</summary>
    public bool Load(IVault vault, Slice fullJid)
    {
        byte[] record = new byte[3 + Limits.ResumeId + CountersLength + Limits.Jid + Limits.Window];
        int length = vault.Load(Record, record);
        if (length == 0)
        {
            return false;
        }

        vault.Erase(Record);
        int idLength = record[1];
        int address = 2 + idLength + CountersLength + 1;
        int window = address + record[address - 1];
        if (record[0] != RecordVersion || idLength == 0 || idLength > Limits.ResumeId || length < window
            || length - window > Limits.Window)
        {
            return false;
        }

        Array.Copy(record, 2, _id, 0, idLength);
        Array.Copy(record, window, _window, 0, length - window);
        fullJid.Set(record, address, window - address);
        _idLength = idLength;
        _windowLength = length - window;
        _received = ReadCounter(record, 2 + idLength);
        _acknowledged = ReadCounter(record, 2 + idLength + 4);
        Unacknowledged = (int)ReadCounter(record, 2 + idLength + 8);
        _lost = Unacknowledged - CountEntries();
        if (_lost < 0)
        {
            Forget();
        }

        return CanResume;
    }

    /// <summary>How many entries the window has; more than any count if it is damaged.</summary>
    private int CountEntries()
    {
        int entries = 0;
        int at = 0;
        while (at + HeaderLength <= _windowLength)
        {
            at += HeaderLength + Length(_window, at);
            entries++;
        }

        return at == _windowLength ? entries : int.MaxValue;
    }

    private static void WriteCounter(ByteWriter record, uint value)
    {
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            record.Byte((byte)(value >> shift));
        }
    }

    private static uint ReadCounter(byte[] record, int at) =>
        (uint)record[at] << 24 | (uint)record[at + 1] << 16 | (uint)record[at + 2] << 8 | record[at + 3];

    private static int Length(byte[] window, int at) => (window[at] & ~OwnedBit) << 8 | window[at + 1];

    private void DropOldest()
    {
        if (_windowLength == 0)
        {
            return;
        }

        int dropped = HeaderLength + Length(_window, 0);
        _windowLength -= dropped;
        Array.Copy(_window, dropped, _window, 0, _windowLength);
    }
}
