using System;
using System.Device.I2c;
using Core.Ports;
using Esp32.Boards;
using nanoFramework.Hardware.Esp32;

namespace App;

/// <summary>A BME280 on I2C bus 1: temperature, humidity, pressure. One that does not answer is absent, and is looked
/// for again each minute, so it can be plugged in later.</summary>
public sealed class Weather : SensorGroup
{
    private const int Bus = 1;

    // The address with the SDO pin low, as most modules have it.
    private const int Address = 0x76;

    // Weather does not change faster, and one measurement serves all three values.
    private const int FreshMs = 2_000;

    private const int SearchEveryMs = 60_000;

    private readonly IClock _clock;
    private readonly ILog _log;
    private readonly long[] _values = { Sensor.Absent, Sensor.Absent, Sensor.Absent };
    private I2cDevice _device;
    private Bme280 _sensor;
    private bool _hasLooked;
    private long _lookedAt;

    /// <summary>A sensor on these pins; the values are absent if they are -1.</summary>
    public Weather(int dataPin, int clockPin, IClock clock, ILog log)
    {
        _clock = clock;
        _log = log;
        IsWired = dataPin >= 0 && clockPin >= 0 && Assign(dataPin, clockPin);
    }

    /// <summary>The board has a bus for it.</summary>
    public bool IsWired { get; }

    /// <inheritdoc/>
    public override int Count => _values.Length;

    /// <inheritdoc/>
    public override string Name(int index) => index == 0 ? "Temperature" : index == 1 ? "Humidity" : "Pressure";

    /// <inheritdoc/>
    public override string Unit(int index) => index == 0 ? "Cel" : index == 1 ? "%RH" : "hPa";

    /// <inheritdoc/>
    public override long Read(int index)
    {
        long now = _clock.Now;
        int pause = _sensor == null ? SearchEveryMs : FreshMs;
        if (IsWired && (!_hasLooked || now - _lookedAt >= pause))
        {
            _hasLooked = true;
            _lookedAt = now;
            Look();
        }

        return _values[index];
    }

    private static bool Assign(int dataPin, int clockPin)
    {
        try
        {
            Configuration.SetPinFunction(dataPin, DeviceFunction.I2C1_DATA);
            Configuration.SetPinFunction(clockPin, DeviceFunction.I2C1_CLOCK);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private void Look()
    {
        try
        {
            // It was never there, was unplugged, or has forgotten its settings: an old value would be a lie.
            if ((_sensor == null && !Find()) || !_sensor.Read(_values))
            {
                Forget();
            }
        }
        catch (Exception)
        {
            Forget();
        }
    }

    private bool Find()
    {
        _device = new I2cDevice(new I2cConnectionSettings(Bus, Address));
        _sensor = new Bme280(_device);
        bool started = _sensor.Start();
        if (started)
        {
            _log.Write("BME280 found", Address);
        }

        return started;
    }

    private void Forget()
    {
        _values[0] = _values[1] = _values[2] = Sensor.Absent;
        _sensor = null;
        try
        {
            if (_device != null)
            {
                _device.Dispose();
            }
        }
        catch (Exception)
        {
            _log.Write("I2C not closed", Address);
        }

        _device = null;
    }
}
