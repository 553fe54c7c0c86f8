namespace System;

public struct DateTime
{
    public static readonly DateTime UnixEpoch;
    public long Ticks => throw null;
    public static DateTime UtcNow => throw null;
}
