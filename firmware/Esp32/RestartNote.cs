using Core.Ports;
using nanoFramework.Hardware.Esp32;

namespace Esp32;

/// <summary>Why the device went down, kept for its next start. The chip tells only that it has slept; so a start after
/// which there is no note of ours is unknown: power, the reset button, a brown-out.</summary>
public static class RestartNote
{
    private const string Record = "restart";

    private const byte Asked = 1;
    private const byte Failed = 2;

    /// <summary>Notes that the device restarts because somebody asked for it.</summary>
    public static void WriteRestart(IVault vault) => Write(vault, Asked);

    /// <summary>Notes that the device restarts because the firmware failed.</summary>
    public static void WriteFailure(IVault vault) => Write(vault, Failed);

    /// <summary>The reason in a word, which is forgotten by this.</summary>
    public static string Take(IVault vault)
    {
        if (Sleep.GetWakeupCause() != Sleep.WakeupCause.Undefined)
        {
            return "sleep";
        }

        byte[] record = new byte[1];
        if (vault.Load(Record, record) != 1)
        {
            return "unknown";
        }

        vault.Erase(Record);
        return record[0] == Asked ? "restart" : record[0] == Failed ? "watchdog" : "unknown";
    }

    private static void Write(IVault vault, byte reason) => vault.Save(Record, new byte[] { reason }, 1);
}
