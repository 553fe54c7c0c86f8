using Core.Bytes;
using Core.Ports;

namespace Core.Agent;

/// <summary>What an administrator may change from afar, each a whole number in a range; kept in the vault.</summary>
/// <remarks>
/// <code>
/// record = version u8 | value u32 (little endian) × <see cref="Count"/>
/// </code></remarks>
public sealed class Settings
{
    /// <summary>Interval of reports in seconds; zero for none.</summary>
    public const int ReportEvery = 0;

    /// <summary>Change of a reading, in thousandths of its unit, that is reported at once; zero for none.</summary>
    public const int ReportDeadBand = 1;

    /// <summary>Seconds awake before the device sleeps; zero for never.</summary>
    public const int SleepEvery = 2;

    /// <summary>Seconds asleep.</summary>
    public const int SleepFor = 3;

    /// <summary>How many settings there are. New ones come last, so that older records keep their meaning.</summary>
    public const int Count = 4;

    private const string Record = "settings";
    private const byte RecordVersion = 1;

    private static readonly string[] Names = { "report.every", "report.deadband", "sleep.every", "sleep.for" };

    private static readonly int[] Maxima = { 86_400, 1_000_000_000, 86_400, 86_400 };

    private readonly IVault _vault;
    private readonly int[] _values = new int[Count];
    private readonly byte[][] _names = new byte[Count][];

    /// <summary>Settings as the vault has them, or else as configured.</summary>
    public Settings(AgentConfig config, IVault vault)
    {
        _vault = vault;
        byte[] record = new byte[1 + 4 * Count];
        int saved = vault.Load(Record, record) / 4;
        _values[ReportEvery] = config.ReportEveryMs / 1000;
        for (int i = 0; i < Count; i++)
        {
            _names[i] = Utf8.Bytes(Names[i]);
        }

        for (int i = 0; record[0] == RecordVersion && i < saved; i++)
        {
            int at = 1 + 4 * i;
            int value = record[at] | record[at + 1] << 8 | record[at + 2] << 16 | record[at + 3] << 24;
            _values[i] = value >= 0 && value <= Maxima[i] ? value : _values[i];
        }
    }

    /// <summary>Name of a setting.</summary>
    public static string Name(int setting) => Names[setting];

    /// <summary>Largest value; the smallest is zero.</summary>
    public static int Maximum(int setting) => Maxima[setting];

    /// <summary>Index of the setting of this name, or -1.</summary>
    public int Find(Slice name)
    {
        for (int i = 0; i < Count; i++)
        {
            if (name.Is(_names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Value of a setting.</summary>
    public int Get(int setting) => _values[setting];

    /// <summary>Changes a setting for good; false if the value is out of range or could not be kept.</summary>
    public bool Set(int setting, long value)
    {
        if (value < 0 || value > Maxima[setting])
        {
            return false;
        }

        int before = _values[setting];
        _values[setting] = (int)value;
        ByteWriter record = new(1 + 4 * Count);
        record.Byte(RecordVersion);
        for (int i = 0; i < 4 * Count; i++)
        {
            record.Byte((byte)(_values[i / 4] >> (8 * (i % 4))));
        }

        if (_vault.Save(Record, record.Buffer, record.Count))
        {
            return true;
        }

        _values[setting] = before;
        return false;
    }
}
