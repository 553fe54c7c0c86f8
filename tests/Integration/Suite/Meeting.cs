using Tests.Integration.Devices;
using Tests.Integration.Peers;

namespace Tests.Integration.Suite;

/// <summary>A device and the operator who sees it; the device is powered off at the end, the operator stays.</summary>
/// <param name="Device">The device, online.</param>
/// <param name="Operator">The operator.</param>
/// <param name="FullJid">The device's address with resource.</param>
internal sealed record Meeting(TestDevice Device, Peer Operator, string FullJid) : IAsyncDisposable
{
    /// <summary>Powers the device off.</summary>
    public ValueTask DisposeAsync() => Device.DisposeAsync();
}
