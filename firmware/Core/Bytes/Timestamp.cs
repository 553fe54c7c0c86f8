namespace Core.Bytes;

/// <summary>Dates and times as XMPP writes them: <c>2026-11-21T08:00:00Z</c> (XEP-0082, RFC 3339).</summary>
public static class Timestamp
{
    private const int DayMs = 86_400_000;

    private const int DaysPer400Years = 146_097;

    /// <summary>Writes milliseconds since 1970 as date and time in UTC, whole seconds.</summary>
    public static void Write(ByteWriter target, long unixMs)
    {
        long day = unixMs / DayMs;
        int second = (int)(unixMs % DayMs) / 1000;

        // The year is counted from 1 March, so that the leap day is its last, in eras of 400 years.
        long shifted = day + 719_468;
        int dayOfEra = (int)(shifted % DaysPer400Years);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int march = (5 * dayOfYear + 2) / 153;
        int month = march < 10 ? march + 3 : march - 9;
        int year = yearOfEra + (int)(shifted / DaysPer400Years) * 400 + (month <= 2 ? 1 : 0);

        target.Padded(year, 4);
        target.Byte('-');
        target.Padded(month, 2);
        target.Byte('-');
        target.Padded(dayOfYear - (153 * march + 2) / 5 + 1, 2);
        target.Byte('T');
        target.Padded(second / 3600, 2);
        target.Byte(':');
        target.Padded(second / 60 % 60, 2);
        target.Byte(':');
        target.Padded(second % 60, 2);
        target.Byte('Z');
    }

    /// <summary>Milliseconds since 1970 of a UTC time, fractions of a second left out; zero if it is none.</summary>
    public static long Parse(Slice text)
    {
        if (text.Count < 20 || text.Bytes[text.Offset + text.Count - 1] != 'Z' || !HasSeparators(text))
        {
            return 0;
        }

        int year = Digits(text, 0, 4);
        int month = Digits(text, 5, 2);
        int day = Digits(text, 8, 2);
        int hour = Digits(text, 11, 2);
        int minute = Digits(text, 14, 2);
        int second = Digits(text, 17, 2);
        if (year < 1970 || month < 1 || month > 12 || day < 1 || day > DaysIn(year, month)
            || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        {
            return 0;
        }

        int shifted = month <= 2 ? year - 1 : year;
        int yearOfEra = shifted % 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        long days = (long)(shifted / 400) * DaysPer400Years + dayOfEra - 719_468;
        return days * DayMs + (hour * 3600 + minute * 60 + second) * 1000L;
    }

    private static bool HasSeparators(Slice text)
    {
        byte[] bytes = text.Bytes;
        int at = text.Offset;
        return bytes[at + 4] == '-' && bytes[at + 7] == '-' && bytes[at + 10] == 'T' && bytes[at + 13] == ':'
            && bytes[at + 16] == ':' && (text.Count == 20 || bytes[at + 19] == '.');
    }

    private static int DaysIn(int year, int month)
    {
        bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month != 2 ? 30 + ((month + month / 8) & 1) : leap ? 29 : 28;
    }

    /// <summary>The number at a place of the text, or -1.</summary>
    private static int Digits(Slice text, int at, int count)
    {
        int value = 0;
        for (int i = 0; i < count; i++)
        {
            int digit = text.Bytes[text.Offset + at + i] - '0';
            if (digit < 0 || digit > 9)
            {
                return -1;
            }

            value = value * 10 + digit;
        }

        return value;
    }
}
