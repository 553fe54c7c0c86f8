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
    Success = 3,
}

public enum WifiReconnectionKind
{
    Automatic = 0,
}
