using System;
using System.Device.I2c;
using Core.Ports;

namespace App;

/// <summary>A Bosch BME280, or a BMP280, which measures no humidity, by its registers (data sheet BST-BME280-DS002,
/// chapter 5). It measures by itself, so that reading never waits.</summary>
public sealed class Bme280
{
    private const byte IdRegister = 0xD0;
    private const byte CalibrationRegister = 0x88;
    private const byte HumidityCalibrationRegister = 0xE1;
    private const byte HumidityControlRegister = 0xF2;
    private const byte StatusRegister = 0xF3;
    private const byte ControlRegister = 0xF4;
    private const byte ConfigRegister = 0xF5;

    private const int Bme280Id = 0x60;
    private const int Bmp280Id = 0x58;

    // Temperature and pressure measured once each time, over and over.
    private const byte Measuring = 0x27;

    // A second between two measurements; no filter.
    private const byte SecondApart = 0xA0;

    private const byte HumidityOnce = 1;

    // From the status register to the last byte of humidity.
    private const int Readout = 12;

    private readonly I2cDevice _device;
    private readonly byte[] _register = new byte[1];
    private readonly byte[] _setting = new byte[2];
    private readonly byte[] _readout = new byte[Readout];
    private readonly Bme280Calibration _calibration = new();
    private bool _hasHumidity;

    /// <summary>A sensor at this address, not yet started.</summary>
    public Bme280(I2cDevice device)
    {
        _device = device;
    }

    /// <summary>Starts to measure; false if no such chip answers.</summary>
    public bool Start()
    {
        if (!Read(IdRegister, _register, 1) || (_register[0] != Bme280Id && _register[0] != Bmp280Id))
        {
            return false;
        }

        _hasHumidity = _register[0] == Bme280Id;
        byte[] part = new byte[Bme280Calibration.Length];
        bool known = Read(CalibrationRegister, part, part.Length) && _calibration.Take(part, part.Length);
        if (known && _hasHumidity)
        {
            known = Read(HumidityCalibrationRegister, part, Bme280Calibration.HumidityLength);
            _calibration.TakeHumidity(part);
        }

        // What is set for humidity counts from the next setting of the others.
        return known && (!_hasHumidity || Set(HumidityControlRegister, HumidityOnce))
            && Set(ConfigRegister, SecondApart) && Set(ControlRegister, Measuring);
    }

    /// <summary>Fills in temperature in m°C, humidity in thousandths of %, pressure in thousandths of hPa;
    /// <see cref="Sensor.Absent"/> for what it did not measure. False if it does not answer, or has lost its settings
    /// by a brown-out: then it has to be started again.</summary>
    public bool Read(long[] values)
    {
        if (!Read(StatusRegister, _readout, Readout) || _readout[ControlRegister - StatusRegister] != Measuring)
        {
            return false;
        }

        _calibration.Compensate(_readout, Readout - 8, _hasHumidity, values);
        return true;
    }

    private bool Read(byte register, byte[] target, int count)
    {
        _register[0] = register;
        I2cTransferResult result = _device.WriteRead(_register, new SpanByte(target, 0, count));
        return result.Status == I2cTransferStatus.FullTransfer;
    }

    private bool Set(byte register, byte value)
    {
        _setting[0] = register;
        _setting[1] = value;
        return _device.Write(_setting).Status == I2cTransferStatus.FullTransfer;
    }
}
