using System.Text;
using HostSim.PushGateway;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tests.Gateway.Courier;

namespace Tests.Gateway.Host;

/// <summary>A whole gateway on free ports and a folder of its own.</summary>
internal sealed class GatewayRig : IAsyncDisposable
{
    private readonly Func<GatewayOptions, GatewayOptions> _change;

    private readonly ILoggerFactory _logs;

    private GatewayRig(Func<GatewayOptions, GatewayOptions>? change, ILoggerFactory? logs)
    {
        _change = change ?? (options => options);
        _logs = logs ?? NullLoggerFactory.Instance;
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("gateway-").FullName;

    public PushGatewayHost Gateway { get; private set; } = null!;

    public GatewayOptions Options => _change(new GatewayOptions
    {
        DataFolder = Folder,
        CourierPort = 0,
        ProviderPort = 0,
        ActivationPort = 0,
        QueuedTopics = new HashSet<string> { Rig.Topic },
    });

    public static async Task<GatewayRig> StartAsync(
        Func<GatewayOptions, GatewayOptions>? change = null, ILoggerFactory? logs = null)
    {
        GatewayRig rig = new(change, logs);
        await rig.RestartAsync();
        return rig;
    }

    /// <summary>Ends the gateway in good order, if it runs, and starts one on the same folder.</summary>
    public async Task RestartAsync()
    {
        if (Gateway is not null)
        {
            await Gateway.DisposeAsync();
        }

        Gateway = await PushGatewayHost.StartAsync(Options, _logs);
    }

    public async Task<PushVerdict> PushAsync(byte[] token, string payload, string topic = Rig.Topic) =>
        await Gateway.Directory.AcceptAsync(new PushRequest
        {
            Token = token,
            Topic = topic,
            Payload = Encoding.UTF8.GetBytes(payload),
            Id = Guid.NewGuid(),
        }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
