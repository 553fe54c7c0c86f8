using Tests.NanoShim.World;

namespace System;

/// <summary>What the device prints at the serial port.</summary>
public static class Console
{
    public static void Write(string value)
    {
        Boot.Current.Pass();
        Boot.Current.World.Serial.Print(value);
    }

    public static void WriteLine() => Write("\r\n");

    public static void WriteLine(string value) => Write(value + "\r\n");
}
