using System.Net.Sockets;
using Tests.NanoShim.World;

namespace System.Net
{
    public class IPAddress
    {
        public static readonly IPAddress Any = new(new byte[4]);

        public static readonly IPAddress Loopback = new(new byte[] { 127, 0, 0, 1 });

        private readonly byte[] _bytes;

        public IPAddress(byte[] address) => _bytes = address;

        public AddressFamily AddressFamily => AddressFamily.InterNetwork;

        public override bool Equals(object other) => other is IPAddress address && address.ToString() == ToString();

        public override int GetHashCode() => BitConverter.ToInt32(_bytes, 0);

        public byte[] GetAddressBytes() => (byte[])_bytes.Clone();

        public static IPAddress Parse(string ipString)
        {
            string[] parts = ipString.Split('.');
            byte[] bytes = new byte[4];
            for (int i = 0; i < bytes.Length; i++)
            {
                if (parts.Length != bytes.Length || !byte.TryParse(parts[i], out bytes[i]))
                {
                    throw new ArgumentException(nameof(ipString));
                }
            }

            return new IPAddress(bytes);
        }

        public override string ToString() => _bytes[0] + "." + _bytes[1] + "." + _bytes[2] + "." + _bytes[3];
    }

    public abstract class EndPoint
    {
    }

    public class IPEndPoint : EndPoint
    {
        public IPEndPoint(IPAddress address, int port)
        {
            Address = address;
            Port = port;
        }

        public IPAddress Address { get; }

        public int Port { get; }

        public override string ToString() => Address + ":" + Port;
    }

    public class IPHostEntry
    {
        public string HostName { get; internal set; }

        public IPAddress[] AddressList { get; internal set; }
    }

    public static class Dns
    {
        public static IPHostEntry GetHostEntry(string hostNameOrAddress)
        {
            Boot boot = Boot.Current;
            string address = boot.Call("Dns.GetHostEntry") ? null : boot.World.Wires.Resolve(hostNameOrAddress);
            if (address == null)
            {
                throw new SocketException(SocketError.HostNotFound);
            }

            return new IPHostEntry
            {
                HostName = hostNameOrAddress,
                AddressList = new[] { IPAddress.Parse(address) },
            };
        }
    }
}
