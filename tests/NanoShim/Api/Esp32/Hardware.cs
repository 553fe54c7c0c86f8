using System;
using Tests.NanoShim.World;

namespace nanoFramework.Hardware.Esp32
{
    public delegate void HighResTimerExpiredEventHandler(HighResTimer sender, object e);

    public class HighResTimer
    {
        public static ulong GetCurrent()
        {
            Boot.Current.Pass();
            return (ulong)Boot.Current.Micros;
        }
    }

    public class NativeMemory
    {
        public enum MemoryType
        {
            All = 0,
            Internal = 1,
            SpiRam = 2,
        }

        public static void GetMemoryInfo(
            MemoryType memType, out uint totalSize, out uint totalFreeSize, out uint largestFreeBlock)
        {
            NanoWorld world = Boot.Current.World;
            Boot.Current.Pass();
            bool isThere = memType != MemoryType.SpiRam;
            totalSize = isThere ? 320_000u : 0;
            totalFreeSize = isThere ? world.FreeNative : 0;
            largestFreeBlock = isThere ? world.LargestNative : 0;
        }
    }

    public class Sleep
    {
        public enum WakeupCause
        {
            Undefined = 0,
            Ext0 = 2,
            Ext1 = 3,
            Timer = 4,
            TouchPad = 5,
            Ulp = 6,
            Gpio = 7,
            Uart = 8,
            Wifi = 9,
        }

        public static WakeupCause GetWakeupCause()
        {
            Boot.Current.Pass();
            return Boot.Current.Reason == "sleep" ? WakeupCause.Timer : WakeupCause.Undefined;
        }

        public static EspNativeError EnableWakeupByTimer(TimeSpan time)
        {
            if (Boot.Current.Call("Sleep.EnableWakeupByTimer"))
            {
                return EspNativeError.FAIL;
            }

            Boot.Current.World.SleepTime = time;
            return EspNativeError.OK;
        }

        /// <summary>Does not return.</summary>
        public static void StartDeepSleep()
        {
            Boot.Current.End(Ending.DeepSleep);
            Boot.Current.Pass();
        }
    }
}
