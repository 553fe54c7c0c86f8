using System;
using GC = nanoFramework.Runtime.Native.GC;

namespace Tests.Device.Drivers;

/// <summary>Says what is free before anything runs: the rest are types and statics of what was loaded.</summary>
public static class EmptyProgram
{
    /// <summary>Prints the free bytes.</summary>
    public static void Main()
    {
        GC.Run(true);
        Console.WriteLine("free " + GC.Run(true).ToString());
    }
}
