using System;

namespace nanoFramework.Runtime.Native;

public static class GC
{
    public static uint Run(bool compactHeap) => throw null;
}

public class Power
{
    public static void RebootDevice(RebootOption rebootOption = 0) => throw null;
}

public enum RebootOption
{
    NormalReboot = 0,
}

public static class SystemInfo
{
    public static string TargetName => throw null;
    public static Version Version => throw null;
}
