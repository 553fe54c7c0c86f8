namespace System.Net.NetworkInformation;

public static class IPGlobalProperties
{
    public static IPAddress GetIPAddress() => throw null;
}

public static class NetworkChange
{
    public static event NetworkAvailabilityChangedEventHandler NetworkAvailabilityChanged;
}

public delegate void NetworkAvailabilityChangedEventHandler(object sender, NetworkAvailabilityEventArgs e);

public class NetworkAvailabilityEventArgs : EventArgs
{
    internal NetworkAvailabilityEventArgs() { }
    public bool IsAvailable => throw null;
}
