namespace Tests.NanoShim.World;

/// <summary>A BME280 on the bus, register by register: what is set here is what its driver has to find out of raw
/// numbers and calibration.</summary>
public sealed class Climate
{
    private const byte Words = 0x88;
    private const byte Id = 0xD0;
    private const byte Reset = 0xE0;
    private const byte HumidityControl = 0xF2;
    private const byte Control = 0xF4;
    private const byte Config = 0xF5;
    private const byte Data = 0xF7;

    private const int Skipped = 0x80000;
    private const int SkippedHumidity = 0x8000;

    // Of a part that was really sold: the data sheet's example for temperature and pressure, and plausible H words.
    private static readonly byte[] s_words =
    [
        0x70, 0x6B, 0x43, 0x67, 0x18, 0xFC, 0x7D, 0x8E, 0x43, 0xD6, 0xD0, 0x0B, 0x27, 0x0B,
        0x8C, 0x00, 0xF9, 0xFF, 0x8C, 0x3C, 0xF8, 0xC6, 0x70, 0x17, 0x00, 0x4B,
    ];

    private static readonly byte[] s_humidityWords = [0x6A, 0x01, 0x00, 0x13, 0x2A, 0x03, 0x1E];

    private readonly byte[] _registers = new byte[256];

    // What is set for humidity counts from the next setting of the others.
    private byte _humidityInForce;

    /// <summary>A part that has just got its supply.</summary>
    public Climate()
    {
        s_words.CopyTo(_registers, Words);
        s_humidityWords.CopyTo(_registers, 0xE1);
        _registers[Id] = 0x60;
    }

    /// <summary>Temperature in °C.</summary>
    public double Celsius { get; set; } = 21.5;

    /// <summary>Relative humidity in %.</summary>
    public double Percent { get; set; } = 40;

    /// <summary>Pressure in hPa.</summary>
    public double Hectopascals { get; set; } = 1013.25;

    /// <summary>The part is a BMP280: another number, and no humidity.</summary>
    public bool HasHumidity
    {
        get => _registers[Id] == 0x60;
        set => _registers[Id] = (byte)(value ? 0x60 : 0x58);
    }

    /// <summary>Nothing has been measured yet.</summary>
    public bool IsFresh { get; set; }

    /// <summary>The register that does not acknowledge; null for none.</summary>
    public int? Refuses { get; set; }

    /// <summary>The register at which a longer read breaks off; null for none.</summary>
    public int? BreaksAt { get; set; }

    /// <summary>The part does not measure pressure.</summary>
    public bool SkipsPressure { get; set; }

    /// <summary>The part says that it is of this kind.</summary>
    public void Claim(byte id) => _registers[Id] = id;

    /// <summary>Every word of the calibration reads like this, as if the data line were stuck.</summary>
    public void Stick(byte value) => _registers.AsSpan(Words, s_words.Length).Fill(value);

    /// <summary>The supply fails for a moment: every setting is forgotten.</summary>
    public void BrownOut() =>
        _registers[Control] = _registers[HumidityControl] = _registers[Config] = _humidityInForce = 0;

    /// <summary>Sets a register; false if it is not acknowledged.</summary>
    public bool Write(byte register, byte value)
    {
        if (register == Refuses)
        {
            return false;
        }

        if (register == Reset)
        {
            BrownOut();
        }
        else
        {
            _registers[register] = value;
            _humidityInForce = register == Control ? _registers[HumidityControl] : _humidityInForce;
        }

        return true;
    }

    /// <summary>Reads registers from this one on; how many bytes came, none if it is not acknowledged.</summary>
    public int Read(byte register, Span<byte> target)
    {
        if (register == Refuses)
        {
            return 0;
        }

        Measure();
        int rest = BreaksAt is { } end && end >= register ? end - register : target.Length;
        int count = Math.Min(rest, target.Length);
        _registers.AsSpan(register, count).CopyTo(target);
        return count;
    }

    private void Measure()
    {
        bool measures = (_registers[Control] & 3) == 3 && !IsFresh;
        RawClimate raw = new(s_words, s_humidityWords);
        int warmth = measures ? raw.Temperature(Celsius) : Skipped;
        int weight = measures && !SkipsPressure ? raw.Pressure(Hectopascals * 100, Celsius) : Skipped;
        bool damp = measures && HasHumidity && (_humidityInForce & 7) != 0;
        int humidity = damp ? raw.Humidity(Percent, Celsius) : SkippedHumidity;
        Put20(Data, weight);
        Put20(Data + 3, warmth);
        _registers[Data + 6] = (byte)(humidity >> 8);
        _registers[Data + 7] = (byte)humidity;
    }

    private void Put20(int at, int value)
    {
        _registers[at] = (byte)(value >> 12);
        _registers[at + 1] = (byte)(value >> 4);
        _registers[at + 2] = (byte)(value << 4);
    }
}
