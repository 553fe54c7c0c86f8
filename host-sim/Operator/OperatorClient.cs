using System.Net.Sockets;
using System.Security.Authentication;
using System.Xml;
using System.Xml.Linq;

namespace HostSim.Operator;

/// <summary>An item that a PubSub node sent (XEP-0060 §7.1).</summary>
/// <param name="Service">Who sent it.</param>
/// <param name="Node">The node.</param>
/// <param name="ItemId">Its id; empty if there is none.</param>
/// <param name="Payload">What it carries; null if it was retracted or carries nothing.</param>
public sealed record PubSubItem(string Service, string Node, string ItemId, XElement? Payload);

/// <summary>A person's XMPP client: stays logged in, watches the devices' presence and the nodes, asks questions. It
/// shares no code with the agent or the embedded server.</summary>
public sealed class OperatorClient : IOperator, IPublisher, IChatter, IFormReader
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly OperatorOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Presences _presences = new();
    private readonly PendingIqs _pending = new();
    private readonly Subscriptions _subscriptions;
    private Task _running = Task.CompletedTask;
    private XmppConnection? _connection;
    private long _lastId;

    /// <summary>A node sent an item. Raised on the reading thread; must not block.</summary>
    public event Action<PubSubItem>? ItemReceived;

    /// <inheritdoc/>
    public event Action<TelemetryReport>? Reported;

    /// <inheritdoc/>
    public event Action<ChatMessage>? MessageReceived;

    /// <summary>A client for this account; <see cref="Start"/> connects it.</summary>
    public OperatorClient(OperatorOptions options, ILogger logger)
    {
        _options = options;
        _logger = logger;
        _subscriptions = new Subscriptions(this, options, logger);
    }

    /// <summary>Logged in, and what the devices and nodes say is coming in.</summary>
    public bool IsOnline { get; private set; }

    /// <summary>Logged in, and subscribed to every node that it was made for.</summary>
    public bool IsListening => IsOnline && _subscriptions.IsSettled;

    /// <summary>Why it gave up for good; null while it has not.</summary>
    public string? GaveUp { get; private set; }

    /// <summary>Why the last try to connect failed; null if it did not.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Everybody whose presence is seen.</summary>
    public IReadOnlyList<OnlinePeer> Online => _presences.All;

    /// <summary>The account it was made with.</summary>
    public OperatorOptions Options => _options;

    /// <inheritdoc/>
    public string Address => _options.Jid;

    /// <inheritdoc/>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>The address with a resource at which this account is online; null if it is not, as far as the operator
    /// may see.</summary>
    public string? FullJidOf(string bareJid) => _presences.FullJidOf(bareJid);

    /// <summary>Asks an IQ question and returns the result.</summary>
    /// <param name="type"><c>get</c> or <c>set</c>.</param>
    /// <param name="to">Whom; empty for the own account on the own server.</param>
    /// <param name="question">What.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperatorException">Offline, or the answer is an error, which is then its condition.</exception>
    public async Task<XElement> AskAsync(string type, string to, XElement question, CancellationToken cancellation)
    {
        XmppConnection connection = _connection ?? throw new OperatorException(GaveUp ?? "the operator is not online");
        string id = $"op{Interlocked.Increment(ref _lastId)}";
        XElement iq = new(XmppNames.Client + "iq", new XAttribute("type", type), new XAttribute("id", id), question);
        if (to.Length > 0)
        {
            iq.SetAttributeValue("to", to);
        }

        Task<XElement> answer = _pending.Expect(id, to);
        try
        {
            await connection.SendAsync(iq, cancellation);
            XElement reply = await answer.WaitAsync(cancellation);
            return reply.Attribute("type")?.Value == "error" ? throw ErrorIn(reply, to) : reply;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new OperatorException("the operator's connection was lost", e);
        }
        finally
        {
            _pending.Forget(id);
        }
    }

    /// <inheritdoc/>
    public Task<CommandReply> RunAsync(
        string device, string name, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellation) =>
        new DeviceCommands(this).RunAsync(device, name, arguments, cancellation);

    /// <inheritdoc/>
    public Task<CommandForm> FormAsync(string device, string name, CancellationToken cancellation) =>
        new DeviceCommands(this).FormAsync(device, name, cancellation);

    /// <inheritdoc/>
    public Task PublishAsync(string node, XElement payload, CancellationToken cancellation) =>
        AskAsync("set", _options.PubSubService,
            new XElement(XmppNames.PubSub + "pubsub",
                new XElement(XmppNames.PubSub + "publish", new XAttribute("node", node),
                    new XElement(XmppNames.PubSub + "item", payload))), cancellation);

    /// <summary>Sends a stanza that has no answer.</summary>
    /// <exception cref="OperatorException">Offline.</exception>
    public async Task SendAsync(XElement stanza, CancellationToken cancellation)
    {
        XmppConnection connection = _connection ?? throw new OperatorException(GaveUp ?? "the operator is not online");
        try
        {
            await connection.SendAsync(stanza, cancellation);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new OperatorException("the operator's connection was lost", e);
        }
    }

    /// <inheritdoc/>
    public Task SayAsync(string to, string body, CancellationToken cancellation) =>
        SendAsync(new XElement(XmppNames.Client + "message", new XAttribute("type", "chat"),
            new XAttribute("to", to), new XElement(XmppNames.Client + "body", body)), cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_connection is XmppConnection connection)
        {
            await connection.SayGoodbyeAsync();
        }

        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        TimeSpan retry = FirstRetry;
        while (!_stop.IsCancellationRequested && GaveUp is null)
        {
            try
            {
                await using XmppConnection connection = await XmppConnection.OpenAsync(_options, _stop.Token);
                retry = FirstRetry;
                await using (_stop.Token.Register(connection.CloseStream))
                {
                    await ConverseAsync(connection);
                }
            }
            catch (OperatorException e) when (e.IsFinal)
            {
                Trouble = GaveUp = e.Message;
                _logger.LogError("operator {Jid}: {Why}; giving up", _options.Jid, e.Message);
            }
            catch (Exception e) when (IsOfTheNetwork(e) && _stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (IsOfTheNetwork(e))
            {
                Trouble = e.Message;
                _logger.LogInformation("operator {Jid}: {Why}; next try in {Seconds} s",
                    _options.Jid, e.Message, retry.TotalSeconds);
            }

            await PauseAsync(retry);
            retry = retry * 2 < LongestRetry ? retry * 2 : LongestRetry;
        }
    }

    private async Task ConverseAsync(XmppConnection connection)
    {
        _presences.Clear();
        _connection = connection;
        Task settling = _subscriptions.SettleAsync(() => IsOnline = true, _stop.Token);
        try
        {
            while (await connection.ReadAsync() is XElement element)
            {
                await TakeAsync(connection, element);
            }
        }
        finally
        {
            IsOnline = false;
            _connection = null;
            _presences.Clear();
            _pending.FailAll();
            await settling;
            IsOnline = false;
        }
    }

    private async Task TakeAsync(XmppConnection connection, XElement element)
    {
        if (element.Name == XmppNames.Client + "iq")
        {
            if (element.Attribute("type")?.Value is "result" or "error")
            {
                _pending.Take(element, connection.FullJid);
                return;
            }

            await connection.SendAsync(Answers.To(element), _stop.Token);
        }
        else if (element.Name == XmppNames.Client + "presence")
        {
            _presences.Take(element);
            if (Answers.ToSubscription(element, _options) is XElement reply)
            {
                await connection.SendAsync(reply, _stop.Token);
            }
        }
        else if (element.Name == XmppNames.Client + "message")
        {
            TakeMessage(element);
        }
    }

    private void TakeMessage(XElement message)
    {
        string from = message.Attribute("from")?.Value ?? "";
        string? body = message.Element(XmppNames.Client + "body")?.Value;
        if (!string.IsNullOrEmpty(body) && message.Attribute("type")?.Value != "error")
        {
            MessageReceived?.Invoke(new ChatMessage(from, body));
        }

        foreach (XElement items in message.Elements(XmppNames.PubSubEvent + "event")
            .Elements(XmppNames.PubSubEvent + "items"))
        {
            string node = items.Attribute("node")?.Value ?? "";
            foreach (XElement item in items.Elements(XmppNames.PubSubEvent + "item"))
            {
                Tell(new PubSubItem(
                    from, node, item.Attribute("id")?.Value ?? "", item.Elements().FirstOrDefault()));
            }
        }
    }

    private void Tell(PubSubItem item)
    {
        ItemReceived?.Invoke(item);
        foreach (TelemetryReport report in item.Payload is null ? [] : Telemetry.Read(item.Payload))
        {
            Reported?.Invoke(report with { Node = item.Node });
        }
    }

    private async Task PauseAsync(TimeSpan time)
    {
        if (GaveUp is null)
        {
            await Task.Delay(time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static OperatorException ErrorIn(XElement reply, string to)
    {
        XElement? error = reply.Element(XmppNames.Client + "error");
        string condition = error?.Elements().FirstOrDefault(
            e => e.Name.Namespace == XmppNames.Stanzas && e.Name.LocalName != "text")?.Name.LocalName ?? "error";
        string? text = error?.Element(XmppNames.Stanzas + "text")?.Value;
        string peer = to.Length > 0 ? to : "the server";
        return new OperatorException($"{peer} answered {condition}{(text is null ? "" : ": " + text)}")
        {
            Condition = condition,
        };
    }

    private static bool IsOfTheNetwork(Exception e) =>
        e is OperatorException or IOException or SocketException or AuthenticationException or XmlException
            or ObjectDisposedException or OperationCanceledException;
}
