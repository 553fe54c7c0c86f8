namespace System;

public struct TimeSpan
{
    public static TimeSpan FromMilliseconds(long value) => throw null;
}
