using System;

namespace nanoFramework.Hardware.Esp32;

public class Configuration
{
    public static void SetPinFunction(int pin, DeviceFunction value) => throw null;
}

public enum DeviceFunction
{
    I2C1_DATA = 131328,
    I2C1_CLOCK = 131329,
    COM2_TX = 197120,
    COM2_RX = 197121,
}

public class HighResTimer : IDisposable
{
    public void Dispose() => throw null;
    public static ulong GetCurrent() => throw null;
}

public class NativeMemory
{
    public static void GetMemoryInfo(
        MemoryType memType, out uint totalSize, out uint totalFreeSize, out uint largestFreeBlock) => throw null;

    public enum MemoryType
    {
        Internal = 1,
    }
}

public class Sleep
{
    public static EspNativeError EnableWakeupByTimer(TimeSpan time) => throw null;
    public static WakeupCause GetWakeupCause() => throw null;
    public static void StartDeepSleep() => throw null;

    public enum WakeupCause
    {
        Undefined = 0,
    }
}

public enum EspNativeError
{
    FAIL = -1,
    OK = 0,
}
