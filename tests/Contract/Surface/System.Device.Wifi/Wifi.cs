namespace System.Device.Wifi;

public sealed class WifiAdapter : IDisposable
{
    private WifiAdapter() { }
    public WifiConnectionResult Connect(
        string ssid, WifiReconnectionKind reconnectionKind, string passwordCredential) => throw null;
    public void Disconnect() => throw null;
    public void Dispose() => throw null;
    public static WifiAdapter[] FindAllAdapters() => throw null;
}

public class WifiConnectionResult
{
    internal WifiConnectionResult() { }
    public WifiConnectionStatus ConnectionStatus => throw null;
}

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
