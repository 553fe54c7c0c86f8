using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging.Abstractions;

namespace HostSim.Operator.Tools;

/// <summary>An operator who is logged in for the time of one tool.</summary>
public sealed class ToolSession : IAsyncDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly TimeSpan _timeout;

    private ToolSession(OperatorOptions options, TimeSpan timeout)
    {
        Client = new OperatorClient(options, NullLogger.Instance);
        _timeout = timeout;
        foreach (PosixSignal signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
        {
            _signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                _stop.Cancel();
            }));
        }
    }

    /// <summary>The operator.</summary>
    public OperatorClient Client { get; }

    /// <summary>Ends with Ctrl-C.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Logs in.</summary>
    /// <exception cref="ToolException">That was not possible in time.</exception>
    public static async Task<ToolSession> OpenAsync(OperatorOptions options, TimeSpan timeout)
    {
        ToolSession session = new(options, timeout);
        try
        {
            await session.LogInAsync();
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Does something that has to end in time.</summary>
    /// <exception cref="ToolException">It did not, or whoever was asked said no.</exception>
    public async Task<T> InTimeAsync<T>(string what, Func<CancellationToken, Task<T>> act)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(_timeout);
        try
        {
            return await act(limit.Token);
        }
        catch (OperatorException e)
        {
            throw new ToolException(e.Condition.Length > 0 ? ExitCode.Refused : ExitCode.NoAnswer, e.Message);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            throw new ToolException(ExitCode.NoAnswer, $"{what}: no answer within {_timeout.TotalSeconds:0} s");
        }
    }

    /// <summary>Waits until a device is seen online.</summary>
    /// <exception cref="ToolException">It is not, or we may not see it.</exception>
    public async Task SeeAsync(string device)
    {
        long end = Environment.TickCount64 + (long)_timeout.TotalMilliseconds;
        while (Client.FullJidOf(device) is null)
        {
            if (Environment.TickCount64 >= end)
            {
                throw new ToolException(ExitCode.NoAnswer, $"{device} is not online");
            }

            await Task.Delay(LookAgain, Stop);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        _signals.ForEach(signal => signal.Dispose());
        _stop.Dispose();
    }

    private async Task LogInAsync()
    {
        Client.Start();
        long end = Environment.TickCount64 + (long)_timeout.TotalMilliseconds;
        while (!Client.IsOnline)
        {
            if (Client.GaveUp is not null || Environment.TickCount64 >= end)
            {
                throw new ToolException(ExitCode.NoConnection,
                    $"{Client.Options.Jid} at {Client.Options.Host}:{Client.Options.Port}: "
                    + (Client.Trouble ?? $"not logged in within {_timeout.TotalSeconds:0} s"));
            }

            await Task.Delay(LookAgain, _stop.Token);
        }
    }
}
