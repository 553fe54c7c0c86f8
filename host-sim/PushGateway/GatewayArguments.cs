using System.CommandLine;
using System.Net;
using HostSim.Arguments;
using HostSim.PushGateway.Activation;
using HostSim.PushGateway.Courier;
using Microsoft.Extensions.Logging.Abstractions;

namespace HostSim.PushGateway;

/// <summary>The arguments of the gateway.</summary>
public sealed class GatewayArguments
{
    // Each costs memory until it is confirmed, and comes again if it is not; beyond this no link gets faster.
    private const int MaxWindow = 1024;

    private readonly Option<string> _data = new("--data")
    {
        Description = "Folder for devices, certificates, providers and what waits to be delivered [gateway-data].",
        DefaultValueFactory = _ => "gateway-data",
        Recursive = true,
    };

    private readonly Option<string> _address = new("--address")
    {
        Description = "Where it listens; 0.0.0.0 or :: for everywhere [127.0.0.1].",
        DefaultValueFactory = _ => IPAddress.Loopback.ToString(),
    };

    private readonly Option<string> _host = new("--host")
    {
        Description = "Its name in its certificate, and where devices are sent [localhost].",
        DefaultValueFactory = _ => "localhost",
    };

    private readonly Option<int?> _courier = Port("--courier-port", "devices", GatewayOptions.UsualCourierPort);
    private readonly Option<int?> _provider = Port("--provider-port", "providers", GatewayOptions.UsualProviderPort);

    private readonly Option<int?> _activation =
        Port("--activation-port", "activation", GatewayOptions.UsualActivationPort);

    private readonly Option<int?> _admin =
        Port("--admin-port", "/metrics, on this machine only", GatewayOptions.UsualAdminPort);

    private readonly Option<string?> _environment = new("--environment")
    {
        Description = "development or production: providers' keys for the other one are refused.",
    };

    private readonly Option<bool> _inBand = new("--in-band")
    {
        Description = "Also let in clients that prove their certificate within the connect, with SHA-1.",
    };

    private readonly Option<string[]> _queued = new("--queue")
    {
        Description = "A topic of which every push is kept, not the newest only; * for all. May be given often.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<int?> _window = Values.Number("--window", 1, MaxWindow,
        $"Pushes on their way to one device that has not confirmed them [{CourierLimits.UsualOutstanding}].");

    private readonly Option<bool> _json = LogStyle.Option();

    /// <summary>Gives the command these options; those below it get the data folder.</summary>
    public void AddTo(Command command)
    {
        Option[] all =
        [
            _data, _address, _host, _courier, _provider, _activation, _admin, _environment, _inBand, _queued,
            _window, _json,
        ];
        Array.ForEach(all, command.Add);
    }

    /// <summary>How to run it.</summary>
    /// <exception cref="UsageException">The arguments are wrong.</exception>
    public GatewayOptions Read(ParseResult parsed) => new()
    {
        DataFolder = Folder(parsed),
        Address = IPAddress.TryParse(parsed.GetRequiredValue(_address), out IPAddress? address)
            ? address
            : throw new UsageException($"--address must be an IP address, not '{parsed.GetValue(_address)}'"),
        HostName = parsed.GetRequiredValue(_host),
        CourierPort = parsed.GetValue(_courier) ?? GatewayOptions.UsualCourierPort,
        ProviderPort = parsed.GetValue(_provider) ?? GatewayOptions.UsualProviderPort,
        ActivationPort = parsed.GetValue(_activation) ?? GatewayOptions.UsualActivationPort,
        AdminPort = parsed.GetValue(_admin) ?? GatewayOptions.UsualAdminPort,
        Environment = parsed.GetValue(_environment) is var environment
            && environment is null or "development" or "production"
                ? environment
                : throw new UsageException($"--environment is development or production, not '{environment}'"),
        AllowInBandCertificates = parsed.GetValue(_inBand),
        QueuedTopics = parsed.GetRequiredValue(_queued).ToHashSet(StringComparer.Ordinal),
        Limits = new CourierLimits { Outstanding = parsed.GetValue(_window) ?? CourierLimits.UsualOutstanding },
    };

    /// <summary>True if the log shall be JSON.</summary>
    public bool WantsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>The devices of the data folder, also while a gateway runs on it.</summary>
    public DeviceRegistry Registry(ParseResult parsed) =>
        new(Folder(parsed), TimeProvider.System, NullLogger.Instance);

    /// <summary>The data folder.</summary>
    public string Folder(ParseResult parsed) => Values.Folder(_data.Name, parsed.GetRequiredValue(_data))!;

    private static Option<int?> Port(string name, string whose, int usual) =>
        Values.Number(name, 0, IPEndPoint.MaxPort, $"Port for {whose}; 0 for any free one [{usual}].");
}
