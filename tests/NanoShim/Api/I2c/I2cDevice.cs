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

    public I2cTransferResult Write(SpanByte buffer)
    {
        Climate part = Part("I2cDevice.Write");
        bool taken = part != null && part.Write(buffer[0], buffer[1]);
        return Result(part, taken ? buffer.Length : 0, buffer.Length);
    }

    public I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer)
    {
        Climate part = Part("I2cDevice.WriteRead");
        byte[] read = new byte[readBuffer.Length];
        int count = part == null ? 0 : part.Read(writeBuffer[0], read);
        for (int i = 0; i < count; i++)
        {
            readBuffer[i] = read[i];
        }

        int sent = count == 0 ? 0 : writeBuffer.Length;
        return Result(part, sent + count, writeBuffer.Length + readBuffer.Length);
    }

    internal bool IsClosed { get; private set; }

    private static I2cTransferResult Result(Climate part, int count, int whole) => new(
        part == null ? I2cTransferStatus.SlaveAddressNotAcknowledged
            : count == whole ? I2cTransferStatus.FullTransfer : I2cTransferStatus.PartialTransfer, (uint)count);

    private Climate Part(string call)
    {
        if (IsClosed)
        {
            throw new ObjectDisposedException(nameof(I2cDevice));
        }

        return Boot.Current.Call(call) ? null : Boot.Current.World.Bus.At(ConnectionSettings.DeviceAddress);
    }
}

public struct I2cTransferResult
{
    internal I2cTransferResult(I2cTransferStatus status, uint count)
    {
        Status = status;
        BytesTransferred = count;
    }

    public uint BytesTransferred { get; }

    public I2cTransferStatus Status { get; }
}

public enum I2cTransferStatus
{
    UnknownError,
    FullTransfer,
    ClockStretchTimeout,
    PartialTransfer,
    SlaveAddressNotAcknowledged,
}
