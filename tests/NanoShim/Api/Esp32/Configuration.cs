using Tests.NanoShim.World;

namespace nanoFramework.Hardware.Esp32;

public class Configuration
{
    public static void SetPinFunction(int pin, DeviceFunction value)
    {
        if (Boot.Current.Call("Configuration.SetPinFunction") || !PinBank.Exists(pin))
        {
            throw new System.ArgumentException(nameof(pin));
        }
    }
}
