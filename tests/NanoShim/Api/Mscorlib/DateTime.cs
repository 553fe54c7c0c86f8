using Tests.NanoShim.World;

namespace System;

/// <summary>The device's DateTime; its now is the chip's own clock, which begins in 1970.</summary>
public readonly struct DateTime
{
    public static readonly DateTime UnixEpoch = new(1970, 1, 1);

    public static readonly DateTime MinValue = new(0);

    private readonly long _ticks;

    public DateTime(long ticks) => _ticks = ticks;

    public DateTime(int year, int month, int day)
        : this(year, month, day, 0, 0, 0, 0)
    {
    }

    public DateTime(int year, int month, int day, int hour, int minute, int second)
        : this(year, month, day, hour, minute, second, 0)
    {
    }

    public DateTime(int year, int month, int day, int hour, int minute, int second, int millisecond) =>
        _ticks = Calendar.Ticks(year, month, day, hour, minute, second, millisecond);

    public static DateTime UtcNow => new(Boot.Current.Utc.Ticks);

    public static DateTime Today => UtcNow.Date;

    public long Ticks => _ticks;

    public DateTime Date => new(_ticks - _ticks % TimeSpan.TicksPerDay);

    public TimeSpan TimeOfDay => new(_ticks % TimeSpan.TicksPerDay);

    public int Year => Calendar.Parts(_ticks).Year;

    public int Month => Calendar.Parts(_ticks).Month;

    public int Day => Calendar.Parts(_ticks).Day;

    public int DayOfYear => Calendar.Parts(_ticks).DayOfYear;

    public int Hour => TimeOfDay.Hours;

    public int Minute => TimeOfDay.Minutes;

    public int Second => TimeOfDay.Seconds;

    public int Millisecond => TimeOfDay.Milliseconds;

    public static DateTime FromUnixTimeSeconds(long seconds) => UnixEpoch.AddTicks(seconds * TimeSpan.TicksPerSecond);

    public long ToUnixTimeSeconds() => (_ticks - UnixEpoch._ticks) / TimeSpan.TicksPerSecond;

    public DateTime Add(TimeSpan val) => new(_ticks + val.Ticks);

    public DateTime AddTicks(long val) => new(_ticks + val);

    public DateTime AddMilliseconds(double val) => new(_ticks + (long)(val * TimeSpan.TicksPerMillisecond));

    public DateTime AddSeconds(double val) => new(_ticks + (long)(val * TimeSpan.TicksPerSecond));

    public DateTime AddMinutes(double val) => new(_ticks + (long)(val * TimeSpan.TicksPerMinute));

    public DateTime AddHours(double val) => new(_ticks + (long)(val * TimeSpan.TicksPerHour));

    public DateTime AddDays(double val) => new(_ticks + (long)(val * TimeSpan.TicksPerDay));

    public TimeSpan Subtract(DateTime val) => new(_ticks - val._ticks);

    public override bool Equals(object obj) => obj is DateTime other && other._ticks == _ticks;

    public override int GetHashCode() => _ticks.GetHashCode();

    public override string ToString() => ToString("MM/dd/yyyy HH:mm:ss");

    public string ToString(string format) => Calendar.Text(_ticks, format);

    public static TimeSpan operator -(DateTime d1, DateTime d2) => new(d1._ticks - d2._ticks);

    public static DateTime operator -(DateTime d, TimeSpan t) => new(d._ticks - t.Ticks);

    public static DateTime operator +(DateTime d, TimeSpan t) => new(d._ticks + t.Ticks);

    public static bool operator ==(DateTime d1, DateTime d2) => d1._ticks == d2._ticks;

    public static bool operator !=(DateTime d1, DateTime d2) => d1._ticks != d2._ticks;

    public static bool operator <(DateTime t1, DateTime t2) => t1._ticks < t2._ticks;

    public static bool operator >(DateTime t1, DateTime t2) => t1._ticks > t2._ticks;

    public static bool operator <=(DateTime t1, DateTime t2) => t1._ticks <= t2._ticks;

    public static bool operator >=(DateTime t1, DateTime t2) => t1._ticks >= t2._ticks;
}
