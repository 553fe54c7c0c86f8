using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace Tests.GatewayBench;

/// <summary>The push gateway beside mosquitto: the same connections, the same messages, the same machine, one after the
/// other in one run. Each message is confirmed to who sent it and by who got it.</summary>
internal static partial class Program
{
    // Below the 256 streams that the gateway allows a provider at once; the same for both.
    private const int Receivers = 8;
    private const int Window = 240;
    private const int WarmUp = 10_000;

    // What is idle for this long has given back what it only needed to begin.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(25);

    private static readonly byte[] Payload = Encoding.ASCII.GetBytes(
        """{"aps":{"content-available":1},"cmd":{"id":"00000000-1","name":"pin.write","args":{"pin":2,"value":1}}}""");

    private static async Task<int> Main(string[] args)
    {
        int connections = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000;
        int messages = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200_000;
        using Identities identities = new(connections);
        Figures gateway = await GatewayAsync(identities, messages);
        Figures mosquitto = await MosquittoAsync(identities, messages);
        Console.WriteLine($"{connections} connections, {messages} messages of {Payload.Length} bytes to {Receivers} "
            + $"receivers, {Window} on their way; .NET {Environment.Version}, {Environment.ProcessorCount} processors");
        Figures.Print(gateway, mosquitto);
        return 0;
    }

    private static async Task<Figures> GatewayAsync(Identities identities, int messages)
    {
        (ServerProcess server, string output) = await ServerProcess.StartAsync("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "host-sim.dll"), "gateway", "--data", identities.Folder,
            "--courier-port", "0", "--provider-port", "0", "--activation-port", "0", "--admin-port", "0",
            "--queue", "*", "--window", "64",
        ], "ready");
        using (server)
        {
            Match ports = Ports().Match(output);
            int courier = int.Parse(ports.Groups[1].Value, CultureInfo.InvariantCulture);
            int provider = int.Parse(ports.Groups[2].Value, CultureInfo.InvariantCulture);
            List<Wire> wires = [];
            List<CourierDevice> devices = [];
            double perConnection = await FillAsync(server, identities, async own =>
            {
                Wire wire = await Wire.OpenAsync(courier, own, identities.Authority.Certificate);
                CourierDevice device = new(wire);
                await device.StartAsync(Identities.Topic);
                wires.Add(wire);
                devices.Add(device);
            });
            using Wire push =
                await Wire.OpenAsync(provider, identities.Provider, identities.Authority.Certificate, "h2");
            Http2Provider pusher = new(push, Identities.Topic);
            await pusher.StartAsync();
            byte[][] tokens = [.. devices.Take(Receivers).Select(device => device.Token)];
            Relay relay = new();
            Task listening = Task.WhenAny(devices.Take(Receivers).Select(device => device.ListenAsync(relay))
                .Append(pusher.ListenAsync(relay))).Unwrap();
            (double rate, double cost) = await RunAsync(server, relay, listening, messages,
                (count, first) => pusher.PushAllAsync(tokens, Payload, count, relay, first));
            wires.ForEach(wire => wire.Dispose());
            return new Figures("gateway", perConnection, rate, cost);
        }
    }

    private static async Task<Figures> MosquittoAsync(Identities identities, int messages)
    {
        int port = FreePort();
        (ServerProcess server, _) = await ServerProcess.StartAsync(
            "mosquitto", ["-c", identities.MosquittoFile(port)], "running");
        using (server)
        {
            List<Wire> wires = [];
            List<MqttClient> clients = [];
            double perConnection = await FillAsync(server, identities, async own =>
            {
                Wire wire = await Wire.OpenAsync(port, own, identities.Authority.Certificate);
                MqttClient client = await MqttClient.ConnectAsync(wire, Identities.Name(wires.Count));
                await client.SubscribeAsync($"{Identities.Topic}/{wires.Count}");
                wires.Add(wire);
                clients.Add(client);
            });
            using Wire push = await Wire.OpenAsync(port, identities.Devices[0], identities.Authority.Certificate);
            MqttClient publisher = await MqttClient.ConnectAsync(push, "publisher");
            string[] topics = [.. Enumerable.Range(0, Receivers).Select(number => $"{Identities.Topic}/{number}")];
            Relay relay = new();
            Task listening = Task.WhenAny(clients.Take(Receivers).Append(publisher)
                .Select(client => client.ListenAsync(relay))).Unwrap();
            (double rate, double cost) = await RunAsync(server, relay, listening, messages,
                (count, _) => publisher.PublishAllAsync(topics, Payload, count, relay));
            wires.ForEach(wire => wire.Dispose());
            return new Figures("mosquitto", perConnection, rate, cost);
        }
    }

    // The first tenth is left out: what a server sets up once is not what a connection costs.
    private static async Task<double> FillAsync(
        ServerProcess server, Identities identities, Func<X509Certificate2, Task> open)
    {
        int skipped = Math.Max(Receivers, identities.Devices.Count / 10);
        foreach (X509Certificate2 own in identities.Devices.Take(skipped))
        {
            await open(own);
        }

        await Task.Delay(Settling);
        long before = server.ResidentBytes;
        foreach (X509Certificate2 own in identities.Devices.Skip(skipped))
        {
            await open(own);
        }

        await Task.Delay(Settling);
        return (double)(server.ResidentBytes - before) / (identities.Devices.Count - skipped);
    }

    private static async Task<(double PerSecond, double Microseconds)> RunAsync(
        ServerProcess server, Relay relay, Task listening, int messages, Func<int, bool, Task> send)
    {
        await OneAsync(relay, listening, WarmUp, count => send(count, true));
        TimeSpan before = server.Processor;
        long start = Stopwatch.GetTimestamp();
        await OneAsync(relay, listening, messages, count => send(count, false));
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        return (messages / took.TotalSeconds, (server.Processor - before).TotalMicroseconds / messages);
    }

    private static async Task OneAsync(Relay relay, Task listening, int messages, Func<int, Task> send)
    {
        relay.Begin(messages, Window);
        Task sending = send(messages);

        // Who listens only ends if something went wrong, and then that should be seen.
        await await Task.WhenAny(relay.Done, listening);
        if (!relay.Done.IsCompleted)
        {
            throw new IOException("the server closed a connection");
        }

        await sending;
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"devices on port (\d+)[^$]*providers on port (\d+)")]
    private static partial Regex Ports();
}
