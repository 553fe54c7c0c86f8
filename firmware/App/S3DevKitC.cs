using Esp32.Boards;
using GpioMode = System.Device.Gpio.PinMode;

namespace App;

/// <summary>Pin map of an ESP32-S3-DevKitC-1: how another board is added. Write a file like this one, and name it in
/// <see cref="KnownBoards"/>.</summary>
/// <remarks>
/// <code>
/// 0       BOOT button, low when pressed        8, 9    I2C data, clock: BME280
/// 4 to 7  outputs; a light belongs to 4        17, 18  serial console: transmit, receive
/// 10, 11  inputs that are pulled up
/// </code>
/// Left alone: 19 and 20 (USB), 26 to 37 (flash and PSRAM), 43 and 44 (UART 0), 48 (an RGB light with a protocol).
/// </remarks>
public static class S3DevKitC
{
    /// <summary>The map.</summary>
    public static BoardMap Map()
    {
        BoardMap map = new("ESP32-S3-DevKitC-1")
        {
            StatusPin = 4,
            DataPin = 8,
            ClockPin = 9,
            ConsoleTransmitPin = 17,
            ConsoleReceivePin = 18,
        };
        map.AddInput(0, GpioMode.InputPullUp);
        map.AddOutput(4, 0);
        map.AddOutput(5, 0);
        map.AddOutput(6, 0);
        map.AddOutput(7, 0);
        map.AddInput(10, GpioMode.InputPullUp);
        map.AddInput(11, GpioMode.InputPullUp);
        return map;
    }
}
