using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;

namespace HostSim.Operator.Push;

/// <summary>Pushes to devices by the provider API of APNs (HTTP/2, token authentication): to our gateway, or to anybody
/// who speaks the same. Any number of pushes may be under way.</summary>
/// <remarks>
/// <code>
/// POST /3/device/{token}    authorization: bearer …    apns-topic, apns-push-type, apns-id, apns-expiration,
///                           apns-priority, apns-collapse-id
/// 200, or 4xx/5xx with {"reason":"…","timestamp":ms}
/// </code>
/// </remarks>
public sealed class PushSender : IDisposable
{
    private const int MaxAnswerBytes = 16 * 1024;

    // A dead connection shows itself by a ping that nobody answers.
    private static readonly TimeSpan PingEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(20);

    private readonly PushOptions _options;
    private readonly HttpClient _client;

    /// <summary>A sender to this gateway; it connects with the first push.</summary>
    public PushSender(PushOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        SocketsHttpHandler handler = new()
        {
            SslOptions = options.Trust.Client(options.Host),
            AllowAutoRedirect = false,
            UseCookies = false,
            KeepAlivePingDelay = PingEvery,
            KeepAlivePingTimeout = AnswerTime,
            EnableMultipleHttp2Connections = true,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        };
        _client = new HttpClient(handler)
        {
            BaseAddress = new UriBuilder(Uri.UriSchemeHttps, options.Host, options.Port).Uri,
            Timeout = AnswerTime,
            MaxResponseContentBufferSize = MaxAnswerBytes,
        };
    }

    /// <summary>Pushes, and says what became of it.</summary>
    /// <exception cref="OperatorException">The gateway cannot be reached or makes no sense.</exception>
    public async Task<PushAnswer> SendAsync(PushMessage message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        string token = _options.Credentials.Token();
        PushAnswer answer = await AttemptAsync(message, token, cancellation);
        if (answer.Reason != "ExpiredProviderToken")
        {
            return answer;
        }

        _options.Credentials.Forget(token);
        return await AttemptAsync(message, _options.Credentials.Token(), cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<PushAnswer> AttemptAsync(PushMessage message, string token, CancellationToken cancellation)
    {
        using HttpRequestMessage request = Request(message, token);
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request, cancellation);
            string id = response.Headers.TryGetValues("apns-id", out IEnumerable<string>? ids) ? ids.First() : "";
            return Read((int)response.StatusCode, id, await response.Content.ReadAsByteArrayAsync(cancellation));
        }
        catch (Exception e) when (e is HttpRequestException or AuthenticationException or JsonException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new OperatorException($"{_options.Host}:{_options.Port}: {Cause(e)}");
        }
    }

    private static HttpRequestMessage Request(PushMessage message, string token)
    {
        HttpRequestMessage request = new(HttpMethod.Post, new Uri($"/3/device/{message.Device}", UriKind.Relative))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(message.Payload)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        (string Name, string? Value)[] headers =
        [
            ("authorization", "bearer " + token),
            ("apns-topic", message.Topic),
            ("apns-push-type", message.Type),
            ("apns-id", message.Id?.ToString()),
            ("apns-expiration", message.Expires?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ("apns-priority", message.Priority?.ToString(CultureInfo.InvariantCulture)),
            ("apns-collapse-id", message.CollapseId),
        ];
        foreach ((string name, string? value) in headers)
        {
            if (value is not null && !request.Headers.TryAddWithoutValidation(name, value))
            {
                throw new OperatorException($"{name} cannot be '{value}'");
            }
        }

        return request;
    }

    private static PushAnswer Read(int status, string id, byte[] body)
    {
        if (body.Length == 0)
        {
            return new PushAnswer(status, id, status == 200 ? "" : $"status {status}");
        }

        using JsonDocument document = JsonDocument.Parse(body);
        JsonElement root = document.RootElement;
        string? reason = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("reason", out JsonElement word)
            ? word.ToString()
            : null;
        bool hasTime = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("timestamp", out JsonElement time)
            && time.ValueKind == JsonValueKind.Number;
        DateTimeOffset? since = hasTime
            ? DateTimeOffset.UnixEpoch.AddMilliseconds(root.GetProperty("timestamp").GetDouble())
            : null;
        return new PushAnswer(status, id, reason ?? $"status {status}", since);
    }

    private static string Cause(Exception e) => e switch
    {
        OperationCanceledException => $"no answer within {AnswerTime.TotalSeconds} s",
        JsonException => "the answer is no JSON",
        _ => e.InnerException?.Message ?? e.Message,
    };
}
