using System.Text;
using HostSim.PushGateway;
using HostSim.PushGateway.Courier;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tests.Gateway.Courier;

/// <summary>A gateway's heart without sockets, on a folder of its own, and devices for it.</summary>
internal sealed class Rig : IDeviceGate, IDisposable
{
    public const string Topic = "dev.example.agent";
    public const string Other = "dev.example.other";

    private readonly Func<GatewayOptions, GatewayOptions> _change;
    private PushHub _hub;

    public Rig(Func<GatewayOptions, GatewayOptions>? change = null)
    {
        _change = change ?? (options => options);
        _hub = Open();
        Board = new Switchboard(_hub, this, null);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("gateway-").FullName;

    public HandClock Clock { get; } = new();

    public PushHub Hub => _hub;

    public GatewayMetrics Metrics { get; private set; } = new();

    public Switchboard Board { get; private set; }

    public HashSet<string> Revoked { get; } = [];

    public bool IsWelcome(PeerIdentity peer) => !Revoked.Contains(peer.Device);

    /// <summary>Ends the heart in good order and begins it anew on the same folder.</summary>
    public void Restart()
    {
        _hub.Dispose();
        Metrics = new GatewayMetrics();
        _hub = Open();
        Board = new Switchboard(_hub, this, null);
    }

    public Device Open(string name) => new(this, name);

    /// <summary>A device that is connected and filtered.</summary>
    public Device Online(string name, params (byte List, string Topic)[] topics)
    {
        Device device = Open(name);
        device.Connect();
        device.Say(Frames.Filter(device.Token, topics.Length > 0 ? topics : [(Frames.Enabled, Topic)]));
        return device;
    }

    public PushVerdict Push(byte[] token, string payload, string topic = Topic,
        Func<PushRequest, PushRequest>? change = null)
    {
        PushRequest request = new()
        {
            Token = token,
            Topic = topic,
            Payload = Encoding.UTF8.GetBytes(payload),
            Id = Guid.NewGuid(),
        };
        return Hub.AcceptAsync(change?.Invoke(request) ?? request, CancellationToken.None).AsTask().GetAwaiter()
            .GetResult();
    }

    public void Dispose()
    {
        _hub.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private PushHub Open() => new(_change(new GatewayOptions
    {
        DataFolder = Folder,
        Clock = Clock,
        Seed = 7,
        QueuedTopics = new HashSet<string> { Topic },
    }), Metrics, NullLogger.Instance);
}
