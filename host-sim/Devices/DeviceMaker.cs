using Core.Agent;
using Core.Commands;
using Core.Ports;
using HostSim.Board;
using HostSim.Faults;
using HostSim.Network;
using HostSim.Ports;

namespace HostSim.Devices;

/// <summary>Builds virtual devices from their parts.</summary>
public sealed class DeviceMaker(SimulationOptions options, Trust trust, ILoggerFactory logs)
{
    // On our own server nobody pays for traffic, and a person watching wants to see something move.
    private const int LivelyReportMs = 5_000;

    /// <summary>True for what the agent takes as a device's id.</summary>
    public static bool IsId(string text) =>
        text.Length is > 0 and <= 32 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');

    /// <summary>A device that is off, with a board, a clock and a vault of its own.</summary>
    public VirtualDevice Make(string id, DeviceAccount account)
    {
        HostClock clock = new();
        DeviceFaults faults = new();
        int boardSeed = options.Seed is int seed ? Seeds.Derive(seed, id) : Random.Shared.Next();
        return new VirtualDevice(new DeviceParts
        {
            Id = id,
            Jid = account.Address,
            Config = () => ConfigOf(id, account),
            Board = new VirtualBoard(BoardMap.DevKitC(boardSeed), clock),
            Clock = clock,
            Crypto = new HostCrypto(options.Seed is int chance ? Seeds.Derive(chance, $"{id}/crypto") : null),
            Vault = new FaultyVault(VaultOf(id), faults),
            Transport = new DeviceTransport(faults.On(Dialer.Tcp), trust, account.Identity),
            Faults = faults,
            Logger = logs.CreateLogger("device"),
        });
    }

    private IVault VaultOf(string id) =>
        options.DataFolder is string folder ? new FileVault(Path.Combine(folder, id)) : new MemoryVault();

    private AgentConfig ConfigOf(string id, DeviceAccount account)
    {
        AgentConfig config = new() { DeviceId = id };
        account.Configure(config);
        if (options.Server is null)
        {
            config.ReportEveryMs = LivelyReportMs;
        }

        if (account.Admin is string admin)
        {
            config.Allow(admin, Role.Admin);
        }

        return config;
    }
}
