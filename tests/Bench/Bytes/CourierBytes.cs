using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using HostSim.Devices;
using HostSim.Network;
using HostSim.PushGateway;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tests.Bench.Bytes;

/// <summary>Courier: the command as a push of 100 bytes of JSON.</summary>
internal sealed class CourierBytes : MeasuredLink
{
    /// <summary>Bytes of the command's JSON.</summary>
    public const int CommandBytes = 100;

    private const string Topic = "agent.device";
    private const string Provider = "boss";

    private readonly PushGatewayHost _gateway;

    private CourierBytes(PushGatewayHost gateway, X509Certificate2 identity)
    {
        _gateway = gateway;
        Build(new CourierDeviceAccount(Loopback, gateway.CourierPort, gateway.Options.HostName, DeviceId, Topic,
            identity, $"push:{Provider}"), Trust.Only(gateway.Authority.Certificate));
    }

    public override string Name => "Courier";

    protected override int IdleMs => 4 * 60_000;

    protected override bool IsAnswered => true;

    public static async Task<CourierBytes> StartAsync()
    {
        Folder folder = new();
        PushGatewayHost gateway = await PushGatewayHost.StartAsync(new GatewayOptions
        {
            DataFolder = folder.Path, CourierPort = 0, ProviderPort = 0, ActivationPort = 0,
            QueuedTopics = new HashSet<string>(StringComparer.Ordinal) { Topic },
        }, NullLoggerFactory.Instance);
        CourierBytes made = new(gateway, gateway.Enrol(DeviceId));
        made.Own(folder);
        made.Own(gateway);
        return made;
    }

    protected override Task SilenceAsync() => PushAsync("quiet",
        """{"cmd":{"id":"quiet","name":"report.every","args":{"seconds":0}}}""");

    protected override Task CommandAsync(string id, int level)
    {
        string json = JsonSerializer.Serialize(new
        {
            aps = new Dictionary<string, int> { ["content-available"] = 1 },
            cmd = new { id, name = "pin.write", args = new { pin = 2, value = level } },
        });
        if (id == CommandId && json.Length != CommandBytes)
        {
            throw new InvalidOperationException($"the command has {json.Length} bytes");
        }

        return PushAsync(id, json);
    }

    private async Task PushAsync(string id, string json)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
        long before = 0;
        await foreach (UpstreamEvent happened in _gateway.Upstream.ReadAsync(0, limit.Token))
        {
            // A device that has said something has its filter behind it.
            if (before == 0 && happened.Kind == UpstreamKind.Message)
            {
                before = _gateway.Upstream.Newest;
                await _gateway.Directory.AcceptAsync(new PushRequest
                {
                    Token = happened.Token, Topic = Topic, Payload = Encoding.UTF8.GetBytes(json), Id = Guid.NewGuid(),
                    Provider = Provider, Expires = DateTimeOffset.UtcNow + TimeSpan.FromMinutes(2),
                }, CancellationToken.None);
            }

            if (happened.Kind == UpstreamKind.Message && IsResultOf(happened.Payload, id))
            {
                return;
            }
        }
    }

    private static bool IsResultOf(ReadOnlyMemory<byte> payload, string id)
    {
        using JsonDocument message = JsonDocument.Parse(payload);
        return message.RootElement.GetProperty("type").GetString() == "result"
            && message.RootElement.GetProperty("id").GetString() == id;
    }

    private sealed class Folder : IAsyncDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("bytes-").FullName;

        public ValueTask DisposeAsync()
        {
            Directory.Delete(Path, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
