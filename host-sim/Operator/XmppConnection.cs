using System.Net.Security;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using HostSim.Network;

namespace HostSim.Operator;

/// <summary>A logged-in XMPP connection of the operator (RFC 6120): TLS, SCRAM, bind, then whole elements.</summary>
internal sealed class XmppConnection : IAsyncDisposable
{
    private static readonly TimeSpan LoginTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GoodbyeTime = TimeSpan.FromSeconds(2);

    private readonly OperatorOptions _options;
    private readonly SemaphoreSlim _writing = new(1);
    private Stream _stream;
    private XmlStreamReader? _reader;
    private Task _reading = Task.CompletedTask;
    private int _saidGoodbye;

    private XmppConnection(OperatorOptions options, Stream stream)
    {
        _options = options;
        _stream = stream;
    }

    /// <summary>The address that the server bound, with its resource.</summary>
    public string FullJid { get; private set; } = "";

    /// <summary>Connects and logs in.</summary>
    /// <exception cref="OperatorException">The server or its answer is not what it should be.</exception>
    public static async Task<XmppConnection> OpenAsync(OperatorOptions options, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(LoginTime);
        XmppConnection connection = new(options, await options.Dial(options.Host, options.Port, limit.Token));
        try
        {
            // The reader cannot be cancelled; closing the stream under it ends its wait.
            await using (limit.Token.Register(connection.CloseStream))
            {
                await connection.LogInAsync(limit.Token);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends one element. Any thread may; elements do not mix.</summary>
    public Task SendAsync(XElement element, CancellationToken cancellation) =>
        SendAsync(element.ToString(SaveOptions.DisableFormatting), cancellation);

    /// <summary>The next element; null at the end of the stream.</summary>
    public Task<XElement?> ReadAsync()
    {
        Task<XElement?> reading = _reader!.ReadAsync();
        _reading = reading;
        return reading;
    }

    /// <summary>Ends the stream in good order (RFC 6120 §4.4), as far as the network allows; says it once. False if it
    /// could not be said.</summary>
    public async Task<bool> SayGoodbyeAsync()
    {
        if (Interlocked.Exchange(ref _saidGoodbye, 1) == 1)
        {
            return true;
        }

        using CancellationTokenSource limit = new(GoodbyeTime);
        try
        {
            await SendAsync("</stream:stream>", limit.Token);
            return true;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Says goodbye if nobody has, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await SayGoodbyeAsync();
        CloseStream();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _reader?.Dispose();
    }

    /// <summary>Ends the connection at once; a pending read then ends too.</summary>
    public void CloseStream() => _stream.Dispose();

    private async Task LogInAsync(CancellationToken cancellation)
    {
        if (_options.DirectTls)
        {
            await StartTlsAsync(cancellation);
        }

        XElement features = await OpenStreamAsync(cancellation);
        if (!_options.DirectTls)
        {
            Require(features.Element(XmppNames.Tls + "starttls") is not null, "the server offers no TLS");
            await SendAsync(new XElement(XmppNames.Tls + "starttls"), cancellation);
            await ExpectAsync(XmppNames.Tls + "proceed");
            await StartTlsAsync(cancellation);
            features = await OpenStreamAsync(cancellation);
        }

        await AuthenticateAsync(features, cancellation);
        await OpenStreamAsync(cancellation);
        await BindAsync(cancellation);
    }

    private async Task StartTlsAsync(CancellationToken cancellation)
    {
        if (_options.IsOpenInProcess && _stream is MemoryPipe)
        {
            return;
        }

        SslStream tls = new(_stream, leaveInnerStreamOpen: false);
        _stream = tls;
        await tls.AuthenticateAsClientAsync(_options.Trust.Client(_options.Domain), cancellation);
    }

    private async Task<XElement> OpenStreamAsync(CancellationToken cancellation)
    {
        _reader?.Dispose();
        await SendAsync(
            $"<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='{XmppNames.StreamNs}' "
            + $"version='1.0' to='{_options.Domain}'>", cancellation);
        _reader = new XmlStreamReader(_stream);
        await _reader.ReadHeaderAsync();
        return await ExpectAsync(XmppNames.Stream + "features");
    }

    private async Task AuthenticateAsync(XElement features, CancellationToken cancellation)
    {
        HashSet<string> offered = [.. features.Descendants(XmppNames.Sasl + "mechanism").Select(e => e.Value.Trim())];
        string? mechanism = ScramClient.Mechanisms.FirstOrDefault(offered.Contains);
        Require(mechanism is not null, "the server offers neither SCRAM-SHA-256 nor SCRAM-SHA-1");
        ScramClient scram = new(mechanism!, _options.User, _options.Password);
        await SendAsync(
            new XElement(XmppNames.Sasl + "auth", new XAttribute("mechanism", mechanism!), Encode(scram.First)),
            cancellation);
        XElement challenge = await ExpectAsync(XmppNames.Sasl + "challenge");
        string answer = scram.Final(Decode(challenge.Value));
        await SendAsync(new XElement(XmppNames.Sasl + "response", Encode(answer)), cancellation);
        XElement success = await ExpectAsync(XmppNames.Sasl + "success");
        Require(scram.IsServerProven(Decode(success.Value)), "the server did not prove that it knows the password");
    }

    private async Task BindAsync(CancellationToken cancellation)
    {
        await SendAsync(
            new XElement(XmppNames.Client + "iq", new XAttribute("type", "set"), new XAttribute("id", "bind"),
                new XElement(XmppNames.Bind + "bind")), cancellation);
        XElement reply = await ExpectAsync(XmppNames.Client + "iq");
        string? jid = reply.Descendants(XmppNames.Bind + "jid").FirstOrDefault()?.Value;
        Require(reply.Attribute("type")?.Value == "result" && jid is not null, "the server did not bind a resource");
        FullJid = jid!;
    }

    private async Task<XElement> ExpectAsync(XName name)
    {
        XElement element = await _reader!.ReadAsync() ?? throw new OperatorException("the server closed the stream");
        if (element.Name == name)
        {
            return element;
        }

        string condition = element.Elements().FirstOrDefault()?.Name.LocalName ?? element.Name.LocalName;
        bool isLogin = element.Name == XmppNames.Sasl + "failure";
        throw new OperatorException(
            isLogin ? $"the server refused the login of {_options.Jid}: {condition}" : $"the server said {condition}")
        {
            Condition = condition,
            IsFinal = isLogin && condition != "temporary-auth-failure",
        };
    }

    private async Task SendAsync(string text, CancellationToken cancellation)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        await _writing.WaitAsync(cancellation);
        try
        {
            await _stream.WriteAsync(bytes, cancellation);
            await _stream.FlushAsync(cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new OperatorException(otherwise) { IsFinal = true };
        }
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Decode(string base64)
    {
        byte[] bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64.Trim(), bytes, out int count)
            ? Encoding.UTF8.GetString(bytes, 0, count)
            : throw new XmlException("no base64");
    }
}
