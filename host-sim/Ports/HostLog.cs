using Core.Ports;

namespace HostSim.Ports;

/// <summary>The agent's log as structured records of .NET, one category a device.</summary>
public sealed class HostLog : ILog
{
    private readonly ILogger _logger;
    private readonly string _device;

    /// <summary>Writes for the device of this id.</summary>
    public HostLog(ILogger logger, string device)
    {
        _logger = logger;
        _device = device;
    }

    /// <inheritdoc/>
    public void Write(string what, long number) =>
        _logger.LogInformation("{Device}: {What} ({Number})", _device, what, number);
}
