namespace Tests.NanoShim.World;

/// <summary>The calendar behind the class library's DateTime, in ticks of 100 ns since the year 1.</summary>
public static class Calendar
{
    /// <summary>Ticks of a date and time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such date.</exception>
    public static long Ticks(int year, int month, int day, int hour, int minute, int second, int millisecond) =>
        new DateTime(year, month, day, hour, minute, second, millisecond, DateTimeKind.Utc).Ticks;

    /// <summary>Year, month, day and day of the year.</summary>
    public static (int Year, int Month, int Day, int DayOfYear) Parts(long ticks)
    {
        DateTime time = new(ticks, DateTimeKind.Utc);
        return (time.Year, time.Month, time.Day, time.DayOfYear);
    }

    /// <summary>The text of a time in a format.</summary>
    public static string Text(long ticks, string format) => new DateTime(ticks, DateTimeKind.Utc).ToString(format);
}
