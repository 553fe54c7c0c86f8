using System;
using System.Device.I2c;
using System.IO;
using Iot.Device.Bmxx80.PowerMode;
using Tests.NanoShim.World;
using UnitsNet;

namespace Iot.Device.Bmxx80.PowerMode
{
    public enum Bmx280PowerMode : byte
    {
        Sleep = 0,
        Forced = 2,
        Normal = 3,
    }
}

namespace Iot.Device.Bmxx80
{
    public abstract class Bmxx80Base : IDisposable
    {
        private readonly I2cDevice _bus;

        private protected Bmxx80Base(I2cDevice bus) => _bus = bus;

        public abstract bool TryReadTemperature(out Temperature temperature);

        public abstract bool TryReadPressure(out Pressure pressure);

        public void Dispose() => _bus.Dispose();

        private protected Climate Part(string call)
        {
            Climate part = Boot.Current.Call(call) ? null : _bus.Part();
            return part ?? throw new IOException();
        }
    }

    public abstract class Bmx280Base : Bmxx80Base
    {
        private protected Bmx280Base(I2cDevice bus)
            : base(bus)
        {
        }

        public void SetPowerMode(Bmx280PowerMode powerMode) => Part("Bme280.SetPowerMode");

        public override bool TryReadTemperature(out Temperature temperature)
        {
            temperature = new Temperature(Part("Bme280.TryReadTemperature").Celsius);
            return true;
        }

        public override bool TryReadPressure(out Pressure pressure)
        {
            pressure = new Pressure(Part("Bme280.TryReadPressure").Hectopascals);
            return true;
        }
    }

    /// <summary>Its constructor reads the chip's number, and throws if nobody acknowledges.</summary>
    public class Bme280 : Bmx280Base
    {
        public Bme280(I2cDevice i2cDevice)
            : base(i2cDevice) => Part("Bme280..ctor");

        public bool TryReadHumidity(out RelativeHumidity humidity)
        {
            humidity = new RelativeHumidity(Part("Bme280.TryReadHumidity").Percent);
            return true;
        }
    }
}
