using Tests.NanoShim.World;

namespace System.Device.Wifi;

public enum WifiConnectionStatus
{
    AccessRevoked = 0,
    InvalidCredential = 1,
    NetworkNotAvailable = 2,
    Success = 3,
    Timeout = 4,
    UnspecifiedFailure = 5,
    UnsupportedAuthenticationProtocol = 6,
}

public enum WifiReconnectionKind
{
    Automatic = 0,
    Manual = 1,
}

public class WifiConnectionResult
{
    internal WifiConnectionResult(WifiConnectionStatus status) => ConnectionStatus = status;

    public WifiConnectionStatus ConnectionStatus { get; }
}

/// <summary>The station. A connect returns once the access point has taken it; the address comes a little
/// later.</summary>
public sealed class WifiAdapter : IDisposable
{
    private readonly Boot _boot = Boot.Current;

    private WifiAdapter()
    {
    }

    public int NetworkInterface => 0;

    public static WifiAdapter[] FindAllAdapters()
    {
        if (Boot.Current.Call("WifiAdapter.FindAllAdapters"))
        {
            throw new InvalidOperationException();
        }

        return new[] { new WifiAdapter() };
    }

    public WifiConnectionResult Connect(
        string ssid, WifiReconnectionKind reconnectionKind, string passwordCredential)
    {
        if (_boot.Call("WifiAdapter.Connect"))
        {
            throw new InvalidOperationException();
        }

        bool comesBack = reconnectionKind == WifiReconnectionKind.Automatic;
        switch (_boot.World.Air.Join(_boot, ssid, passwordCredential, comesBack))
        {
            case Joined.Yes: return new WifiConnectionResult(WifiConnectionStatus.Success);
            case Joined.WrongPassword: return new WifiConnectionResult(WifiConnectionStatus.InvalidCredential);
            case Joined.Failed: return new WifiConnectionResult(WifiConnectionStatus.UnspecifiedFailure);
            default: return new WifiConnectionResult(WifiConnectionStatus.NetworkNotAvailable);
        }
    }

    public void Disconnect()
    {
        if (_boot.Call("WifiAdapter.Disconnect"))
        {
            throw new InvalidOperationException();
        }

        _boot.World.Air.Leave(_boot);
    }

    public void Dispose() => _boot.Pass();
}
