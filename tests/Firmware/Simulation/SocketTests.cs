extern alias device;

using device::System.Net.Sockets;
using IPAddress = device::System.Net.IPAddress;
using IPEndPoint = device::System.Net.IPEndPoint;

namespace Tests.Firmware.Simulation;

/// <summary>The simulated socket behaves as the device's is known to.</summary>
[TestClass]
public sealed class SocketTests
{
    [TestMethod]
    public void Bytes_go_there_and_back()
    {
        using Chip chip = new();
        using EchoServer server = new();
        Socket socket = Connected(server.Port);
        Assert.AreEqual(3, socket.Send([1, 2, 3]));
        byte[] back = new byte[10];
        int count = 0;
        while (count < 3)
        {
            count += socket.Receive(back, count, back.Length - count, SocketFlags.None);
        }

        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, back[..3]);
        socket.Close();
        Assert.AreEqual(0, chip.World.Wires.Open);
        Assert.AreEqual(0, chip.Boot.Belongings);
    }

    [TestMethod]
    public void Nobody_there_and_no_network_are_told_apart()
    {
        using (Chip chip = new(isJoined: false))
        {
            Assert.AreEqual((int)SocketError.NetworkDown, ErrorOf(() => Connected(1)));
        }

        using (Chip chip = new())
        {
            Assert.AreEqual((int)SocketError.ConnectionRefused, ErrorOf(() => Connected(1)));
        }
    }

    [TestMethod]
    public void Names_are_known_only_in_the_network()
    {
        using Chip chip = new();
        chip.World.Wires.Name("server.test", "127.0.0.1");
        Assert.AreEqual("127.0.0.1", device::System.Net.Dns.GetHostEntry("server.test").AddressList[0].ToString());
        Assert.AreEqual((int)SocketError.HostNotFound,
            ErrorOf(() => device::System.Net.Dns.GetHostEntry("elsewhere.test")));
        chip.World.Air.Cut();
        Assert.AreEqual((int)SocketError.HostNotFound,
            ErrorOf(() => device::System.Net.Dns.GetHostEntry("server.test")));
    }

    [TestMethod]
    public void Read_gives_up_after_its_timeout_and_not_before_without_one()
    {
        using Chip chip = new();
        using EchoServer server = new();
        Socket socket = Connected(server.Port);
        socket.ReceiveTimeout = 2_000;
        Assert.AreEqual((int)SocketError.TimedOut, ErrorOf(() => socket.Receive(new byte[1])));
        socket.Close();
    }

    [TestMethod]
    public void Close_wakes_a_reader_with_an_exception()
    {
        using Chip chip = new();
        using EchoServer server = new();
        Socket socket = Connected(server.Port);
        int error = 0;
        DeviceThread reader = new(chip.Boot, "reader", () => error = ErrorOf(() => socket.Receive(new byte[1])));
        reader.Start();
        Chip.Await(() => chip.World.Faults.Counts.ContainsKey("Socket.Receive"));
        socket.Close();
        Assert.IsTrue(reader.Join(30_000));
        Assert.AreNotEqual(0, error);
        Assert.IsEmpty(chip.World.Notes);
    }

    [TestMethod]
    public void Silence_holds_bytes_back_and_a_full_send_buffer_stalls()
    {
        using Chip chip = new();
        using EchoServer server = new();
        Socket socket = Connected(server.Port);
        socket.SendTimeout = 5_000;
        chip.World.Wires.Silence();
        byte[] flight = new byte[1_400];
        for (int i = 0; i < 4; i++)
        {
            socket.Send(flight);
        }

        Assert.AreEqual((int)SocketError.TimedOut, ErrorOf(() => socket.Send(flight)));
        chip.World.Wires.Speak();
        socket.Send([7]);
        byte[] back = new byte[6_000];
        int count = 0;
        while (count < 4 * flight.Length + 1)
        {
            count += socket.Receive(back, count, back.Length - count, SocketFlags.None);
        }

        Assert.AreEqual(7, back[4 * flight.Length]);
    }

    [TestMethod]
    public void Sockets_are_few_and_one_that_is_not_closed_is_missed()
    {
        using Chip chip = new();
        List<Socket> all = [];
        int error = ErrorOf(() =>
        {
            while (true)
            {
                all.Add(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            }
        });
        Assert.AreEqual((int)SocketError.TooManyOpenSockets, error);
        all.ForEach(it => it.Close());
        Assert.AreEqual(0, chip.Boot.Sockets);
    }

    [TestMethod]
    public void Power_cut_ends_the_connection_without_a_word()
    {
        using Chip chip = new();
        using EchoServer server = new();
        Socket socket = Connected(server.Port);
        chip.World.CutPower();
        Assert.ThrowsExactly<PowerLostException>(() => socket.Send([1]));
        Assert.AreEqual(0, chip.World.Wires.Open);
    }

    private static Socket Connected(int port)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    private static int ErrorOf(Action action) => Assert.ThrowsExactly<SocketException>(action).ErrorCode;
}
