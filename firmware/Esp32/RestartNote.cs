using Core.Ports;

namespace Esp32;

/// <summary>Why the device went down, kept for its next start. The chip knows more, but the class library does not ask
/// it; so a start that we did not cause is unknown: power, the reset button, a brown-out.</summary>
public static class RestartNote
{
    private const string Record = "restart";

    private const byte Asked = 1;
    private const byte Slept = 2;
    private const byte Failed = 3;

    /// <summary>Notes that the device restarts because somebody asked for it.</summary>
    public static void WriteRestart(IVault vault) => Write(vault, Asked);

    /// <summary>Notes that the device goes to sleep.</summary>
    public static void WriteSleep(IVault vault) => Write(vault, Slept);

    /// <summary>Notes that the device restarts because the firmware failed.</summary>
    public static void WriteFailure(IVault vault) => Write(vault, Failed);

    /// <summary>The reason in a word, which is forgotten by this.</summary>
    public static string Take(IVault vault)
    {
        byte[] record = new byte[1];
        if (vault.Load(Record, record) != 1)
        {
            return "unknown";
        }

        vault.Erase(Record);
        return record[0] == Asked ? "restart" : record[0] == Slept ? "sleep" : record[0] == Failed ? "watchdog"
            : "unknown";
    }

    private static void Write(IVault vault, byte reason) => vault.Save(Record, new byte[] { reason }, 1);
}
