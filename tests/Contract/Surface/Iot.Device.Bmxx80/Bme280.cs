using System;
using System.Device.I2c;
using Iot.Device.Bmxx80.PowerMode;
using UnitsNet;

namespace Iot.Device.Bmxx80;

public abstract class Bmxx80Base : IDisposable
{
    public void Dispose() => throw null;
    public abstract bool TryReadPressure(out Pressure pressure);
    public abstract bool TryReadTemperature(out Temperature temperature);
}

public abstract class Bmx280Base : Bmxx80Base
{
    public void SetPowerMode(Bmx280PowerMode powerMode) => throw null;
    public override bool TryReadPressure(out Pressure pressure) => throw null;
    public override bool TryReadTemperature(out Temperature temperature) => throw null;
}

public class Bme280 : Bmx280Base
{
    public Bme280(I2cDevice i2cDevice) { }
    public bool TryReadHumidity(out RelativeHumidity humidity) => throw null;
}
