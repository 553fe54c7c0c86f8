namespace HostSim.PushGateway;

/// <summary>A web host that does not listen for signals: whoever started it ends it, in the order that loses
/// nothing.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
