using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using HostSim.PushGateway;

namespace HostSim.Operator.Push;

/// <summary>A person who commands devices through a push gateway in the same process: pushes commands, and reads what
/// the devices send.</summary>
public sealed class PushOperator(
    IPushDirectory directory, IUpstream upstream, string provider, string topic, ILogger logger)
    : IOperator, IChatter
{
    // Somebody who has just come online is seen a moment later; scripts do not wait.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    // A device that is busy takes the command when it comes again.
    private static readonly TimeSpan BusyPause = TimeSpan.FromSeconds(1);

    // A command that nobody waits for any more should not run tomorrow.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> _online = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<CommandReply?>> _pending =
        new(StringComparer.Ordinal);

    // Devices remember ids: those of another run must not come again.
    private readonly string _run = RandomNumberGenerator.GetHexString(8, lowercase: true);

    private Task _running = Task.CompletedTask;
    private int _lastCommand;

    /// <inheritdoc/>
    public event Action<TelemetryReport>? Reported;

    /// <inheritdoc/>
    public event Action<ChatMessage>? MessageReceived;

    /// <inheritdoc/>
    public string Address => $"push:{provider}";

    /// <inheritdoc/>
    public void Start()
    {
        long newest = upstream.Newest;
        _running = Task.Run(() => RunAsync(newest));
    }

    /// <inheritdoc/>
    public async Task<CommandReply> RunAsync(
        string device, string name, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellation)
    {
        string id = $"{_run}-{Interlocked.Increment(ref _lastCommand)}";
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["aps"] = new Dictionary<string, int> { ["content-available"] = 1 },
            ["cmd"] = new { id, name, args = arguments },
        });
        try
        {
            CommandReply? reply;
            do
            {
                TaskCompletionSource<CommandReply?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _pending[id] = answer;
                await PushAsync(device, payload, cancellation);
                reply = await answer.Task.WaitAsync(cancellation);
                if (reply is null)
                {
                    await Task.Delay(BusyPause, cancellation);
                }
            }
            while (reply is null);
            return reply;
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    /// <inheritdoc/>
    public Task SayAsync(string to, string body, CancellationToken cancellation)
    {
        string id = $"{_run}-{Interlocked.Increment(ref _lastCommand)}";
        return PushAsync(to, JsonSerializer.SerializeToUtf8Bytes(new
        {
            aps = new { alert = body },
            chat = new { id, from = provider, text = body },
        }), cancellation);
    }

    /// <summary>The device token of a device that is online, of 32 bytes.</summary>
    /// <exception cref="OperatorException">It is not online.</exception>
    public async Task<ReadOnlyMemory<byte>> TokenOfAsync(string device, CancellationToken cancellation)
    {
        long end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        ReadOnlyMemory<byte> token;
        while (!_online.TryGetValue(device, out token))
        {
            if (Environment.TickCount64 >= end)
            {
                throw new OperatorException($"{device} is not online");
            }

            await Task.Delay(LookAgain, cancellation);
        }

        return token;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task PushAsync(string device, byte[] payload, CancellationToken cancellation)
    {
        PushVerdict verdict = await directory.AcceptAsync(new PushRequest
        {
            Token = await TokenOfAsync(device, cancellation),
            Topic = topic,
            Payload = payload,
            Id = Guid.NewGuid(),
            Provider = provider,
            Expires = DateTimeOffset.UtcNow + Lifetime,
        }, cancellation);
        if (verdict.Outcome != PushOutcome.Accepted)
        {
            throw new OperatorException($"the gateway does not take a push to {device}: {verdict.Outcome}");
        }
    }

    private async Task RunAsync(long after)
    {
        try
        {
            await foreach (UpstreamEvent happened in upstream.ReadAsync(after, _stop.Token))
            {
                Take(happened);
            }
        }
        catch (OperationCanceledException)
        {
            logger.LogDebug("the operator listens no more");
        }
    }

    private void Take(UpstreamEvent happened)
    {
        if (happened.Kind == UpstreamKind.Offline)
        {
            _online.TryRemove(happened.Device, out _);
        }
        else if (happened.Kind == UpstreamKind.Message)
        {
            // A device that says something has its filter behind it.
            _online[happened.Device] = happened.Token;
            try
            {
                using JsonDocument message = JsonDocument.Parse(happened.Payload);
                Take(happened.Device, message.RootElement);
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                logger.LogWarning("{Device}: a message that makes no sense: {Fault}", happened.Device, e.Message);
            }
        }
    }

    private void Take(string device, JsonElement message)
    {
        switch (message.GetProperty("type").GetString())
        {
            case "report":
                Reported?.Invoke(SenmlText.Report(device, message.GetProperty("senml")));
                break;
            case "result":
                Answer(message, SenmlText.Reply(message));
                break;
            case "busy":
                Answer(message, null);
                break;
            case "chat":
                MessageReceived?.Invoke(new ChatMessage(device, message.GetProperty("text").GetString() ?? ""));
                break;
        }
    }

    private void Answer(JsonElement message, CommandReply? reply)
    {
        string id = message.GetProperty("id").ToString();
        if (_pending.TryGetValue(id, out TaskCompletionSource<CommandReply?>? waiting))
        {
            waiting.TrySetResult(reply);
        }
    }
}
