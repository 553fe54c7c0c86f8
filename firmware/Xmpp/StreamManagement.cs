using System;
using Core;
using Core.Bytes;
using Core.Ports;
using Xmpp.Xml;

namespace Xmpp;

/// <summary>Acknowledges received stanzas and keeps sent ones until the server has them (XEP-0198).</summary>
/// <remarks>
/// Counters are modulo 2³². On resumption what the server missed is sent again in order; after a failed one it is
/// sent as new, as far as that makes sense.
/// <code>
/// record = version u8 | id length u8 | id | received u32 | acknowledged u32 | unacknowledged u32
///          | address length u8 | full address | window
/// </code>
/// </remarks>
public sealed class StreamManagement
{
    private static readonly string Acknowledgement = "<a xmlns='urn:xmpp:sm:3' h='";

    private const byte RecordVersion = 1;
    private static readonly string Record = "sm";
    private const int CountersLength = 12;

    private readonly StanzaWindow _window = new();
    private readonly byte[] _id = new byte[Limits.ResumeId];
    private int _idLength;
    private uint _received;
    private uint _acknowledged;

    /// <summary>Stanzas sent are being counted: the request to enable has been sent.</summary>
    public bool IsCounting;

    /// <summary>The server acknowledges: it has confirmed.</summary>
    public bool IsEnabled;

    /// <summary>Stanzas sent that the server has not acknowledged.</summary>
    public int Unacknowledged => _window.Count;

    /// <summary>The session can be resumed on another connection.</summary>
    public bool CanResume => _idLength > 0;

    /// <summary>True while half of the room that leaves space for a reply is taken: time to ask the server, because
    /// without that space commands are refused.</summary>
    public bool IsFilling =>
        _window.Length > (Limits.Window - Limits.Reply) / 2 || _window.Count > Limits.WindowStanzas / 2;

    /// <summary>True if a reply of the largest size would still be kept, or nothing is kept at all.</summary>
    public bool HasRoom => !IsCounting
        || (_window.Length + Limits.Reply < Limits.Window && _window.Count < Limits.WindowStanzas);

    /// <summary>The request to enable goes out with the next bytes: a new session, counted from here.</summary>
    public void Requested()
    {
        _window.LeaveBehind();
        _idLength = 0;
        _received = 0;
        _acknowledged = 0;
        IsCounting = true;
        IsEnabled = false;
    }

    /// <summary>The transport is gone; nothing is counted until the next login.</summary>
    public void Suspend()
    {
        IsCounting = false;
        IsEnabled = false;
    }

    /// <summary>The server no longer knows the session, but what it had not received is kept.</summary>
    public void Lose() => _idLength = 0;

    /// <summary>Gives the session up: nothing can be resumed or is sent again.</summary>
    public void Forget()
    {
        Suspend();
        _idLength = 0;
        _window.Clear();
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
    public bool Resumed(long h)
    {
        IsCounting = true;
        IsEnabled = true;
        return Acknowledge(h);
    }

    /// <summary>A stanza came in.</summary>
    public void CountReceived() => _received++;

    /// <summary>A stanza goes out. An owned one is not sent again in another session.</summary>
    public void CountSent(byte[] bytes, int offset, int count, bool owned)
    {
        if (IsCounting)
        {
            _window.Add(bytes, offset, count, owned);
        }
    }

    /// <summary>The server has everything up to <paramref name="h"/>; false if that is no count, or more than was
    /// sent.</summary>
    public bool Acknowledge(long h)
    {
        uint news = (uint)h - _acknowledged;
        if (h < 0 || h > uint.MaxValue || news > (uint)_window.Count)
        {
            return false;
        }

        _acknowledged = (uint)h;
        for (; news > 0; news--)
        {
            _window.Remove();
        }

        return true;
    }

    /// <summary>Writes <c>&lt;a/&gt;</c>.</summary>
    public void WriteAcknowledgement(XmlWriter target)
    {
        target.Text(Acknowledgement);
        target.Number(_received);
        target.Text(StanzaWriter.EndEmpty);
    }

    /// <summary>Writes <c>&lt;resume/&gt;</c>.</summary>
    public void WriteResume(XmlWriter target)
    {
        target.Text("<resume xmlns='urn:xmpp:sm:3' h='");
        target.Number(_received);
        target.Text("' previd='");
        target.Escaped(_id, 0, _idLength);
        target.Text(StanzaWriter.EndEmpty);
    }

    /// <summary>Writes again what the server missed before it resumed.</summary>
    public void WriteAgain(ByteWriter target) => _window.WriteAgain(target);

    /// <summary>Writes as new what is left of a session that could not be resumed.</summary>
    public void WriteLeft(ByteWriter target) => _window.WriteLeft(target, IsCounting);

    /// <summary>Keeps the session and its address in the vault for the time of a restart or a sleep.</summary>
    public void Save(IVault vault, Slice fullJid)
    {
        if (!CanResume)
        {
            return;
        }

        ByteWriter record = new(3 + _idLength + CountersLength + fullJid.Count + _window.Length);
        record.Byte(RecordVersion);
        record.Byte(_idLength);
        record.Bytes(_id, 0, _idLength);
        WriteCounter(record, _received);
        WriteCounter(record, _acknowledged);
        WriteCounter(record, (uint)_window.Count);
        record.Byte(fullJid.Count);
        record.Bytes(fullJid);
        record.Bytes(_window.Bytes, 0, _window.Length);
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
        bool fits = record[0] == RecordVersion && idLength > 0 && idLength <= Limits.ResumeId && length >= address;
        int window = fits ? address + record[address - 1] : 0;
        if (!fits || window > length || length - window > Limits.Window
            || !_window.Load(record, window, length - window, (int)ReadCounter(record, 2 + idLength + 8)))
        {
            _window.Clear();
            return false;
        }

        fullJid.Set(record, address, window - address);
        Array.Copy(record, 2, _id, 0, idLength);
        _idLength = idLength;
        _received = ReadCounter(record, 2 + idLength);
        _acknowledged = ReadCounter(record, 2 + idLength + 4);
        return true;
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
}
