using Tests.NanoShim.World;

namespace System.Device.I2c;

public sealed class I2cConnectionSettings
{
    public I2cConnectionSettings(int busId, int deviceAddress)
    {
        BusId = busId;
        DeviceAddress = deviceAddress;
    }

    public int BusId { get; }

    public int DeviceAddress { get; }
}

public class I2cDevice : IDisposable
{
    public I2cDevice(I2cConnectionSettings settings)
    {
        ConnectionSettings = settings;
        if (Boot.Current.Call("I2cDevice..ctor"))
        {
            throw new ArgumentException(nameof(settings));
        }
    }

    public I2cConnectionSettings ConnectionSettings { get; }

    public void Dispose() => IsClosed = true;

    internal bool IsClosed { get; private set; }

    internal Climate Part()
    {
        if (IsClosed)
        {
            throw new ObjectDisposedException(nameof(I2cDevice));
        }

        return Boot.Current.World.Bus.At(ConnectionSettings.DeviceAddress);
    }
}
