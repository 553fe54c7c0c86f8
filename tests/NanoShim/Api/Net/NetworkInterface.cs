using System.Net.Sockets;
using Tests.NanoShim.World;

namespace System.Net.NetworkInformation
{
    public static class IPGlobalProperties
    {
        public static IPAddress GetIPAddress()
        {
            if (Boot.Current.Call("IPGlobalProperties.GetIPAddress"))
            {
                throw new SocketException(SocketError.NotInitialized);
            }

            return Boot.Current.World.Air.IsJoined ? new IPAddress(new byte[] { 192, 168, 4, 2 }) : IPAddress.Any;
        }
    }

    public class NetworkAvailabilityEventArgs : EventArgs
    {
        internal NetworkAvailabilityEventArgs(bool isAvailable) => IsAvailable = isAvailable;

        public bool IsAvailable { get; }
    }

    public delegate void NetworkAvailabilityChangedEventHandler(object sender, NetworkAvailabilityEventArgs e);

    public delegate void NetworkAddressChangedEventHandler(object sender, EventArgs e);

    public static class NetworkChange
    {
        public static event NetworkAvailabilityChangedEventHandler NetworkAvailabilityChanged
        {
            add => Boot.Current.World.Air.Listen(value, isThere => value(null, new(isThere)));
            remove => Boot.Current.World.Air.Listen(value, null);
        }

        public static event NetworkAddressChangedEventHandler NetworkAddressChanged
        {
            add => Boot.Current.World.Air.Listen(value, _ => value(null, EventArgs.Empty));
            remove => Boot.Current.World.Air.Listen(value, null);
        }
    }
}
