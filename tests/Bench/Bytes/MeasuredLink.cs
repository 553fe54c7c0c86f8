using HostSim;
using HostSim.Devices;
using HostSim.Network;
using HostSim.Operator;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tests.Bench.Bytes;

/// <summary>A real device on a real embedded server over TLS, and somebody who commands it.</summary>
internal abstract class MeasuredLink : IAsyncDisposable
{
    protected const string Loopback = "127.0.0.1";
    protected const string DeviceId = "dev";

    /// <summary>As long as makes the push of <see cref="CourierBytes"/> 100 bytes; the other links take it too where
    /// they let the operator choose.</summary>
    protected const string CommandId = "c-00042";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private readonly List<IAsyncDisposable> _parts = [];

    /// <summary>The link, and how the command comes.</summary>
    public abstract string Name { get; }

    /// <summary>After how long without traffic the device says something.</summary>
    protected abstract int IdleMs { get; }

    /// <summary>True if a keep-alive is answered.</summary>
    protected abstract bool IsAnswered { get; }

    protected VirtualDevice Device { get; private set; } = null!;

    /// <summary>What it costs, as bytes up and down inside TLS: a keep-alive with its answer; the command, its result
    /// and whatever confirms either.</summary>
    public async Task<BytesRow> MeasureAsync()
    {
        Device.Start();
        await UntilAsync(() => Device.Status.Link != "none", "the device is online");
        await SilenceAsync();
        await CommandAsync("first", 0);
        (Cost command, Cost onTcp) = await CostAsync(async () =>
        {
            await CommandAsync(CommandId, 1);
            await QuietAsync();
        });
        if (Device.Board.ReadPin(2) != 1)
        {
            throw new InvalidOperationException($"{Name}: the command did not run");
        }

        // The first one may still ask for what the command left unconfirmed.
        await KeepAliveAsync();
        (Cost keepAlive, _) = await CostAsync(KeepAliveAsync);
        return new BytesRow(Name, keepAlive, command, onTcp);
    }

    public async ValueTask DisposeAsync()
    {
        await Device.DisposeAsync();
        for (int at = _parts.Count - 1; at >= 0; at--)
        {
            await _parts[at].DisposeAsync();
        }
    }

    /// <summary>Sets the level of pin 2, and comes back with the result.</summary>
    protected abstract Task CommandAsync(string id, int level);

    /// <summary>Lets the device report nothing of its own accord.</summary>
    protected abstract Task SilenceAsync();

    protected void Build(DeviceAccount account, Trust trust) =>
        Device = new DeviceMaker(new SimulationOptions { Seed = 1 }, trust, NullLoggerFactory.Instance)
            .Make(DeviceId, account);

    protected T Own<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Add(part);
        return part;
    }

    protected static async Task UntilAsync(Func<bool> condition, string what)
    {
        long end = Environment.TickCount64 + (long)Limit.TotalMilliseconds;
        while (!condition())
        {
            if (Environment.TickCount64 > end)
            {
                throw new TimeoutException($"waited in vain for: {what}");
            }

            await Task.Delay(LookAgain);
        }
    }

    protected static async Task RunAsync(IOperator person, string name, params (string Name, string Value)[] arguments)
    {
        string device = person is OperatorClient client ? client.Options.Devices[0] : DeviceId;
        CommandReply reply = await person.RunAsync(device, name,
            arguments.ToDictionary(it => it.Name, it => it.Value), CancellationToken.None);
        if (reply.Status != "done")
        {
            throw new InvalidOperationException($"{name}: {reply.Status} {reply.Note}");
        }
    }

    private Cost Application => Device.Connection!.Application.Cost;

    private async Task KeepAliveAsync()
    {
        Cost before = Application;
        Device.Clock.Leap(IdleMs);
        await UntilAsync(() => Application.Up > before.Up && (!IsAnswered || Application.Down > before.Down),
            "a keep-alive");
        await QuietAsync();
    }

    private async Task<(Cost Application, Cost Transport)> CostAsync(Func<Task> what)
    {
        await QuietAsync();
        ConnectionTap connection = Device.Connection!;
        (Cost application, Cost transport) = (connection.Application.Cost, connection.Transport.Cost);
        await what();
        return (Difference(connection.Application.Cost, application), Difference(connection.Transport.Cost, transport));
    }

    // Acknowledgements follow at once; a second in which nothing passes is after the last of them.
    private async Task QuietAsync()
    {
        Cost before;
        do
        {
            before = Application;
            await Task.Delay(Quiet);
        }
        while (Application != before);
    }

    private static Cost Difference(Cost after, Cost before) =>
        new(after.Up - before.Up, after.Down - before.Down, after.RoundTrips - before.RoundTrips);
}
