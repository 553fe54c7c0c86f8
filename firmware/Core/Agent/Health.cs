using Core.Commands;
using Core.Ports;

namespace Core.Agent;

/// <summary>Counters that tell how the device has fared since it started.</summary>
public sealed class Health
{
    private const string Record = "starts";

    private readonly IBoard _board;
    private readonly IClock _clock;
    private readonly long _startedAt;
    private bool _hasOpened;

    /// <summary>How often the device has started, this time included.</summary>
    public readonly uint Starts;

    /// <summary>Name of the link in use.</summary>
    public string Link = string.Empty;

    /// <summary>Connections that were opened after the first.</summary>
    public int Reconnects;

    /// <summary>TLS handshakes that succeeded.</summary>
    public int Handshakes;

    /// <summary>Bytes sent, before TLS.</summary>
    public long BytesUp;

    /// <summary>Bytes received, after TLS.</summary>
    public long BytesDown;

    /// <summary>Commands that ran.</summary>
    public int Commands;

    /// <summary>Commands that were refused.</summary>
    public int Refused;

    /// <summary>Counts one more start of this device.</summary>
    public Health(IBoard board, IClock clock, IVault vault)
    {
        _board = board;
        _clock = clock;
        _startedAt = clock.Now;
        byte[] record = new byte[4];
        uint starts = 0;
        if (vault.Load(Record, record) == 4)
        {
            starts = record[0] | (uint)record[1] << 8 | (uint)record[2] << 16 | (uint)record[3] << 24;
        }

        Starts = starts + 1;
        for (int i = 0; i < 4; i++)
        {
            record[i] = (byte)(Starts >> (8 * i));
        }

        vault.Save(Record, record, record.Length);
    }

    /// <summary>Counts a connection that has been opened, inside TLS or not yet.</summary>
    public void Opened(bool insideTls)
    {
        Reconnects += _hasOpened ? 1 : 0;
        Handshakes += insideTls ? 1 : 0;
        _hasOpened = true;
    }

    /// <summary>Milliseconds since the start.</summary>
    public long UptimeMs => _clock.Now - _startedAt;

    /// <summary>Writes all of it as the result of a command.</summary>
    public void Write(FieldList fields, int dropped)
    {
        fields.Add("uptime", UptimeMs / 1000, "s");
        fields.Add("memory.free", _board.FreeMemory, "B");
        if (_board.NativeFreeMemory >= 0)
        {
            fields.Add("native.free", _board.NativeFreeMemory, "B");
            fields.Add("native.block", _board.LargestNativeBlock, "B");
        }

        fields.Add("starts", Starts, string.Empty);
        fields.Add("start.reason", _board.RestartReason);
        fields.Add("link", Link);
        fields.Add("reconnects", Reconnects, string.Empty);
        fields.Add("handshakes", Handshakes, string.Empty);
        fields.Add("bytes.up", BytesUp, "B");
        fields.Add("bytes.down", BytesDown, "B");
        fields.Add("commands", Commands, string.Empty);
        fields.Add("refused", Refused, string.Empty);
        fields.Add("dropped", dropped, string.Empty);
    }
}
