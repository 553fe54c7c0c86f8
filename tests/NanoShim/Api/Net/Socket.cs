using Tests.NanoShim.World;

namespace System.Net.Sockets;

/// <summary>The device's stream socket.</summary>
public class Socket : IDisposable
{
    private readonly SocketSlot _slot;
    private int _receiveTimeout;
    private int _sendTimeout;

    public Socket(AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType)
    {
        Boot boot = Boot.Current;
        if (boot.Call("Socket..ctor") || !SocketSlot.TryTake(boot, out _slot))
        {
            throw new SocketException(SocketError.TooManyOpenSockets);
        }
    }

    public int ReceiveTimeout
    {
        get => _receiveTimeout;
        set
        {
            Demand("Socket.ReceiveTimeout");
            _receiveTimeout = value;
            Apply();
        }
    }

    public int SendTimeout
    {
        get => _sendTimeout;
        set
        {
            Demand("Socket.SendTimeout");
            _sendTimeout = value;
            Apply();
        }
    }

    public int Available => 0;

    public EndPoint RemoteEndPoint { get; private set; }

    internal Wire Wire { get; private set; }

    internal bool IsClosed => _slot.IsClosed;

    public void Connect(EndPoint remoteEP)
    {
        Demand("Socket.Connect", SocketError.TimedOut);
        IPEndPoint target = (IPEndPoint)remoteEP;
        try
        {
            Wire = Boot.Current.World.Wires.Connect(Boot.Current, target.Address.ToString(), target.Port);
            RemoteEndPoint = remoteEP;
            Apply();
        }
        catch (WireException e)
        {
            throw SocketException.From(e);
        }
    }

    public int Send(byte[] buffer) => Send(buffer, 0, buffer.Length, SocketFlags.None);

    public int Send(byte[] buffer, int size, SocketFlags socketFlags) => Send(buffer, 0, size, socketFlags);

    public int Send(byte[] buffer, int offset, int size, SocketFlags socketFlags)
    {
        Demand("Socket.Send");
        Write(buffer, offset, size);
        return size;
    }

    public int Receive(byte[] buffer) => Receive(buffer, 0, buffer.Length, SocketFlags.None);

    public int Receive(byte[] buffer, int size, SocketFlags socketFlags) => Receive(buffer, 0, size, socketFlags);

    public int Receive(byte[] buffer, int offset, int size, SocketFlags socketFlags)
    {
        Demand("Socket.Receive");
        return Read(buffer, offset, size);
    }

    public void SetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName, bool optionValue) =>
        Demand("Socket.SetSocketOption");

    public void SetSocketOption(SocketOptionLevel optionLevel, SocketOptionName optionName, int optionValue) =>
        Demand("Socket.SetSocketOption");

    public void Close() => ((IDisposable)this).Dispose();

    void IDisposable.Dispose() => Dispose(true);

    protected virtual void Dispose(bool disposing)
    {
        Wire?.Dispose();
        _slot?.Dispose();
    }

    internal void Demand(string call, SocketError error = SocketError.ConnectionReset)
    {
        if (Boot.Current.Call(call))
        {
            throw new SocketException(error);
        }

        if (_slot.IsClosed)
        {
            throw new ObjectDisposedException(nameof(Socket));
        }
    }

    internal int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            int taken = Connected().Read(buffer, offset, count);
            Boot.Current.Pass();
            return taken;
        }
        catch (WireException e)
        {
            Boot.Current.Pass();
            throw SocketException.From(e);
        }
    }

    internal void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            Connected().Write(buffer, offset, count);
        }
        catch (WireException e)
        {
            Boot.Current.Pass();
            throw SocketException.From(e);
        }
    }

    internal Wire Connected() => Wire ?? throw new SocketException(SocketError.NotConnected);

    private void Apply()
    {
        if (Wire != null)
        {
            Wire.ReadTimeoutMs = _receiveTimeout;
            Wire.WriteTimeoutMs = _sendTimeout;
        }
    }
}
