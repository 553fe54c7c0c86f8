using Esp32.Boards;

namespace App;

/// <summary>The boards that this firmware knows. The runtime that was flashed says which one it runs on, so that the
/// serial console is on the right pins before there is any configuration.</summary>
public static class KnownBoards
{
    /// <summary>The board for a runtime of this name, as nanoff lists them: ESP32_S3…, or else a plain ESP32.</summary>
    public static BoardMap ForTarget(string target) =>
        target != null && target.IndexOf("S3") >= 0 ? S3DevKitC.Map() : DevKitC.Map();
}
