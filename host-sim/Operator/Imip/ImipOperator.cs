using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace HostSim.Operator.Imip;

/// <summary>A person's IMIP client: stays logged in, watches the devices, types commands and reads the
/// answers.</summary>
public sealed class ImipOperator : IOperator, IChatter
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GoodbyeTime = TimeSpan.FromSeconds(2);

    // Somebody who has just come online is seen a moment later; scripts do not wait.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private readonly ImipOperatorOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, string> _states = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _lastReports = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Dictionary<string, CommandUsage>> _usages =
        new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<ImipFrame>> _pending =
        new(StringComparer.Ordinal);

    // Devices remember ids: those of another run must not come again.
    private readonly string _run = RandomNumberGenerator.GetHexString(8, lowercase: true);

    private Task _running = Task.CompletedTask;
    private ImipStream? _stream;
    private int _lastCommand;

    /// <summary>A client for this account; <see cref="Start"/> connects it.</summary>
    public ImipOperator(ImipOperatorOptions options, ILogger logger)
    {
        _options = options;
        _logger = logger;
    }

    /// <inheritdoc/>
    public event Action<TelemetryReport>? Reported;

    /// <inheritdoc/>
    public event Action<ChatMessage>? MessageReceived;

    /// <inheritdoc/>
    public string Address => _options.User;

    /// <summary>Why it gave up for good; null while it has not.</summary>
    public string? GaveUp { get; private set; }

    /// <inheritdoc/>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>What a user shows of itself; null if nothing is known.</summary>
    public string? StateOf(string user) => _states.GetValueOrDefault(user);

    /// <inheritdoc/>
    public async Task<CommandReply> RunAsync(
        string device, string name, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellation)
    {
        await FindAsync(device, cancellation);
        if (!_usages.TryGetValue(device, out Dictionary<string, CommandUsage>? usages))
        {
            ImipFrame help = await AskAsync(device, "help", cancellation);
            usages = _usages[device] = CommandUsage.Read(help.Body);
        }

        string problem = "";
        string? line = usages.TryGetValue(name, out CommandUsage? usage)
            ? usage.Line(arguments, out problem)
            : string.Join(' ', arguments.Values.Prepend(name));
        if (line is null)
        {
            return new CommandReply("failed", [], problem, "bad-request");
        }

        ImipFrame answer = await AskAsync(device, line, cancellation);
        return ImipText.Reply(answer["Outcome"], answer.Body);
    }

    /// <inheritdoc/>
    public Task SayAsync(string to, string body, CancellationToken cancellation) =>
        SendAsync("MESG", body, cancellation, ("To", to), ("ACK-Type", "errors-only"), ("From", _options.User));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stream is not null)
        {
            using CancellationTokenSource limit = new(GoodbyeTime);
            await Task.WhenAny(SendAsync("DISC", "", limit.Token));
        }

        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task FindAsync(string device, CancellationToken cancellation)
    {
        long end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (StateOf(device) is null or "OFFLINE")
        {
            if (GaveUp is not null || Environment.TickCount64 >= end)
            {
                throw new OperatorException(GaveUp ?? $"{device} is not online");
            }

            await Task.Delay(LookAgain, cancellation);
        }
    }

    private async Task<ImipFrame> AskAsync(string device, string line, CancellationToken cancellation)
    {
        string id = $"{_run}-{Interlocked.Increment(ref _lastCommand)}";
        TaskCompletionSource<ImipFrame> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = answer;
        try
        {
            await SendAsync("MESG", line, cancellation, ("To", device), ("ACK-Type", "errors-only"),
                ("From", _options.User), ("Command-Id", id));
            return await answer.Task.WaitAsync(cancellation);
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    private async Task SendAsync(
        string first, string body, CancellationToken cancellation, params (string Name, string Value)[] headers)
    {
        ImipStream stream = _stream ?? throw new OperatorException(GaveUp ?? "the operator is not online");
        try
        {
            await stream.SendAsync(first, body, cancellation, headers);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new OperatorException("the operator's connection was lost", e);
        }
    }

    private async Task RunAsync()
    {
        TimeSpan retry = FirstRetry;
        while (!_stop.IsCancellationRequested && GaveUp is null)
        {
            try
            {
                await using ImipStream stream = await ImipStream.OpenAsync(_options, _stop.Token);
                int seconds = await ImipLogin.RunAsync(stream, _options, _stop.Token);
                retry = FirstRetry;
                await ConverseAsync(stream, TimeSpan.FromSeconds(seconds));
            }
            catch (OperatorException e) when (e.IsFinal)
            {
                GaveUp = e.Message;
                _logger.LogError("operator {User}: {Why}; giving up", _options.User, e.Message);
            }
            catch (Exception e) when (e is OperatorException or IOException or SocketException
                or AuthenticationException or ObjectDisposedException or OperationCanceledException)
            {
                _logger.LogInformation("operator {User}: {Why}", _options.User, e.Message);
            }

            await Task.Delay(retry, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            retry = retry * 2 < LongestRetry ? retry * 2 : LongestRetry;
        }
    }

    private async Task ConverseAsync(ImipStream stream, TimeSpan interval)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        Task pinging = PingAsync(stream, interval, end.Token);
        _stream = stream;
        try
        {
            await stream.SendAsync("STAT ONLINE", "", end.Token);
            foreach (string device in _options.Devices)
            {
                await stream.SendAsync(
                    $"LIST ADD {device}", "", end.Token, ("List", "Buddy"), ("From", _options.User));
            }

            while (await stream.ReadAsync(end.Token) is ImipFrame frame)
            {
                await TakeAsync(stream, frame, end.Token);
            }
        }
        finally
        {
            _stream = null;
            _states.Clear();
            _usages.Clear();
            foreach (TaskCompletionSource<ImipFrame> waiting in _pending.Values)
            {
                waiting.TrySetException(new OperatorException("the operator's connection was lost"));
            }

            await end.CancelAsync();
            await pinging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TakeAsync(ImipStream stream, ImipFrame frame, CancellationToken cancellation)
    {
        string from = frame["From"].Split(' ')[0];
        switch (frame.Verb)
        {
            case "STAT":
                _states[from] = frame.Word;
                break;
            case "MESG":
                TakeMessage(from, frame);
                break;
            case "LIST" or "PING":
                // Its devices may see it; who else asks is not answered with yes.
                bool isYes = frame.Verb == "PING" || _options.Devices.Contains(from);
                await stream.SendAsync(isYes ? "ACK 600" : "ACK 805", "", cancellation, ("Reference", frame["ID"]));
                break;
            default:
                break;
        }
    }

    private void TakeMessage(string from, ImipFrame frame)
    {
        if (frame.Headers.ContainsKey("Outcome"))
        {
            if (_pending.TryGetValue(frame["Command-Id"], out TaskCompletionSource<ImipFrame>? waiting))
            {
                waiting.TrySetResult(frame);
            }
        }
        else if (frame.Headers.TryGetValue("Report", out string? number))
        {
            // A report whose acknowledgement was lost comes again with its number.
            bool isNew = !_lastReports.TryGetValue(from, out string? last) || last != number;
            _lastReports[from] = number;
            if (isNew)
            {
                Reported?.Invoke(new TelemetryReport(from, frame["Time"], ImipText.Fields(frame.Body)));
            }
        }
        else
        {
            MessageReceived?.Invoke(new ChatMessage(from, frame.Body));
        }
    }

    private static async Task PingAsync(ImipStream stream, TimeSpan interval, CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(interval);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            await stream.SendAsync("PING", "", cancellation);
        }
    }
}
