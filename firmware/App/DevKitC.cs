using Esp32.Boards;
using GpioMode = System.Device.Gpio.PinMode;

namespace App;

/// <summary>Pin map of an ESP32-DevKitC (V4, WROOM or WROVER module).</summary>
/// <remarks>
/// <code>
/// 0       BOOT button, low when pressed        18, 19  relay 1, relay 2
/// 2       light of many copies of the board    21, 22  I2C data, clock: BME280
/// 4, 5    outputs                              16, 17  serial console: receive, transmit
/// 13, 15  inputs that are pulled up            34, 35  inputs without a pull: door contact, motion
/// </code>
/// Left alone: 1 and 3 (USB socket), 6 to 11 (flash). 12 has to be low at the start; a relay there would keep the board
/// from booting. A WROVER module needs 16 and 17 for its PSRAM: it has no console until the map says other pins.
/// </remarks>
public static class DevKitC
{
    /// <summary>The map.</summary>
    public static BoardMap Map()
    {
        BoardMap map = new("ESP32-DevKitC")
        {
            StatusPin = 2,
            DataPin = 21,
            ClockPin = 22,
            ConsoleTransmitPin = 17,
            ConsoleReceivePin = 16,
        };
        map.AddInput(0, GpioMode.InputPullUp);
        map.AddOutput(2, 0);
        map.AddOutput(4, 0);
        map.AddOutput(5, 0);
        map.AddInput(13, GpioMode.InputPullUp);
        map.AddInput(15, GpioMode.InputPullUp);
        map.AddOutput(18, 0);
        map.AddOutput(19, 0);
        map.AddInput(34, GpioMode.Input);
        map.AddInput(35, GpioMode.Input);
        return map;
    }
}
