using System;
using Tests.NanoShim.World;

namespace nanoFramework.Runtime.Native
{
    public static class GC
    {
        public static uint Run(bool compactHeap)
        {
            Boot.Current.Pass();
            return Boot.Current.World.FreeManaged;
        }

        public static void EnableGCMessages(bool enable) => Boot.Current.Pass();
    }

    public enum RebootOption
    {
        NormalReboot = 0,
        EnterNanoBooter = 1,
        ClrOnly = 2,
        EnterProprietaryBooter = 8,
    }

    public class Power
    {
        /// <summary>Does not return.</summary>
        public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot)
        {
            Boot.Current.End(Ending.Restart);
            Boot.Current.Pass();
        }

        public static void RebootDevice(
            int exeConstraintTimeout, RebootOption rebootOption = RebootOption.NormalReboot) =>
            RebootDevice(rebootOption);
    }

    public static class Rtc
    {
        public static bool SetSystemTime(DateTime time)
        {
            if (Boot.Current.Call("Rtc.SetSystemTime"))
            {
                return false;
            }

            Boot.Current.SetUtc(time.Ticks);
            return true;
        }
    }

    public static class SystemInfo
    {
        public static string TargetName => "ESP32_REV3";

        public static string Platform => "ESP32";

        public static string OEMString => "simulated";

        public static Version Version => new(1, 12, 4, 1);
    }
}
