using System;
using Core.Bytes;
using Core.Commands;

namespace Core.Agent;

/// <summary>What an entry of the outbox is.</summary>
public enum OutboxKind
{
    /// <summary>There is no entry.</summary>
    None = 0,

    /// <summary>Readings or pin changes: the oldest make way for new ones.</summary>
    Report = 1,

    /// <summary>What came of a command: never dropped.</summary>
    Result = 2,
}

/// <summary>Reports and results on their way to whichever link can take them, in order.</summary>
/// <remarks>
/// <code>
/// entry  = kind u4, link u4 | length u16 (big endian), of the rest | number u32 | time u64, ms since 1970 or 0 | body
/// report = fields;  result = command u8 | outcome u8 | bad argument u8 | id length u8 | id | fields
/// </code>
/// The link is the one that a result is for: where its command came from. The first entry stays until a link reports
/// that it was taken. Telemetry that has to make way is counted.
/// </remarks>
public sealed class Outbox
{
    private const int HeaderLength = 15;

    // Numbers begin anew at each start of the device, a million further, so that no two entries share an id.
    private const int NumbersPerStart = 1 << 20;

    private const int ResultLength = 4;

    private readonly byte[] _bytes = new byte[Limits.Outbox];
    private int _count;
    private uint _lastNumber;

    /// <summary>Entries that were lost: reports for which there was no room, and what the service refused for
    /// good.</summary>
    public int Dropped;

    /// <summary>The first entry is with a link; false again if the link lost it.</summary>
    public bool IsUnderWay;

    /// <summary>An empty outbox in a device that has started so often.</summary>
    public Outbox(uint starts)
    {
        _lastNumber = starts * NumbersPerStart;
    }

    /// <summary>Number of the newest entry; entries are numbered without gaps, those of one start of the device
    /// from the number of its starts times 2²⁰ on.</summary>
    public uint LastNumber => _lastNumber;

    /// <summary>What the first entry is.</summary>
    public OutboxKind First => _count == 0 ? OutboxKind.None : KindAt(0);

    /// <summary>Number of the link that the first entry is for; only a result is for one.</summary>
    public int FirstLink => _bytes[0] & 15;

    /// <summary>Keeps a report; older ones make way. False if there was no room even so.</summary>
    public bool Add(FieldList fields, long unixTimeMs)
    {
        if (!MakeRoom(HeaderLength + fields.Length))
        {
            Dropped++;
            return false;
        }

        Begin(OutboxKind.Report, 0, fields.Length, unixTimeMs);
        Append(fields.Buffer, 0, fields.Length);
        return true;
    }

    /// <summary>True if the largest result would find room, with reports making way.</summary>
    public bool HasRoomForResult =>
        RoomWithoutReports() >= HeaderLength + ResultLength + Limits.StanzaId + Limits.Result;

    /// <summary>Keeps a result for this link; ask for room before the command runs.</summary>
    public void Add(int link, int command, CommandCall call, long unixTimeMs)
    {
        int length = ResultLength + call.Id.Count + call.Result.Length;
        Check.That(MakeRoom(HeaderLength + length));
        Begin(OutboxKind.Result, link, length, unixTimeMs);
        _bytes[_count++] = (byte)command;
        _bytes[_count++] = (byte)call.Outcome;
        _bytes[_count++] = (byte)call.BadArgument;
        _bytes[_count++] = (byte)call.Id.Count;
        Append(call.Id.Bytes, call.Id.Offset, call.Id.Count);
        Append(call.Result.Buffer, 0, call.Result.Length);
    }

    /// <summary>Time of the first entry, ms since 1970; zero if it was not known.</summary>
    public long FirstTime
    {
        get
        {
            long time = 0;
            for (int i = 7; i < HeaderLength; i++)
            {
                time = time << 8 | _bytes[i];
            }

            return time;
        }
    }

    /// <summary>Number of the first entry: the same at every try.</summary>
    public uint FirstNumber => (uint)_bytes[3] << 24 | (uint)_bytes[4] << 16 | (uint)_bytes[5] << 8 | _bytes[6];

    /// <summary>Shows the fields of the first entry, and of a result what it is about.</summary>
    public void ReadFirst(FieldList fields, Slice id, out int command, out Outcome outcome, out int badArgument)
    {
        int at = HeaderLength;
        int end = Length(0);
        command = badArgument = 0;
        outcome = Outcome.None;
        if (First == OutboxKind.Result)
        {
            command = _bytes[at];
            outcome = (Outcome)_bytes[at + 1];
            badArgument = _bytes[at + 2];
            id.Set(_bytes, at + ResultLength, _bytes[at + 3]);
            at += ResultLength + id.Count;
        }

        fields.Load(_bytes, at, end - at);
    }

    /// <summary>It was taken, or refused for good: it is not needed any more.</summary>
    public void Done()
    {
        IsUnderWay = false;
        if (_count > 0)
        {
            Remove(0);
        }
    }

    private int Length(int at) => HeaderLength + (_bytes[at + 1] << 8 | _bytes[at + 2]);

    private bool MakeRoom(int length)
    {
        int at = IsUnderWay ? Length(0) : 0;
        while (_count + length > Limits.Outbox && at < _count)
        {
            if (KindAt(at) == OutboxKind.Report)
            {
                Remove(at);
                Dropped++;
            }
            else
            {
                at += Length(at);
            }
        }

        return _count + length <= Limits.Outbox;
    }

    private int RoomWithoutReports()
    {
        int room = Limits.Outbox - _count;
        for (int at = IsUnderWay ? Length(0) : 0; at < _count; at += Length(at))
        {
            room += KindAt(at) == OutboxKind.Report ? Length(at) : 0;
        }

        return room;
    }

    private OutboxKind KindAt(int at) => (OutboxKind)(_bytes[at] >> 4);

    private void Begin(OutboxKind kind, int link, int length, long unixTimeMs)
    {
        _lastNumber++;
        _bytes[_count++] = (byte)((int)kind << 4 | link);
        _bytes[_count++] = (byte)(length >> 8);
        _bytes[_count++] = (byte)length;
        for (int shift = 24; shift >= 0; shift -= 8)
        {
            _bytes[_count++] = (byte)(_lastNumber >> shift);
        }

        for (int shift = 56; shift >= 0; shift -= 8)
        {
            _bytes[_count++] = (byte)(unixTimeMs >> shift);
        }
    }

    private void Append(byte[] source, int offset, int count)
    {
        Array.Copy(source, offset, _bytes, _count, count);
        _count += count;
    }

    private void Remove(int at)
    {
        int length = Length(at);
        _count -= length;
        Array.Copy(_bytes, at + length, _bytes, at, _count - at);
    }
}
