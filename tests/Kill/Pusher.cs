using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tests.Kill;

/// <summary>A provider that pushes numbers as fast as it is answered, and remembers which were accepted.</summary>
internal sealed class Pusher : IDisposable
{
    private const int AtOnce = 8;

    // Some are wanted for a short while only: those may be missing, but only after their date.
    private const int ShortOnes = 10;

    private static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<int, DateTimeOffset> _accepted = new();
    private readonly HttpClient _client;
    private readonly string _topic;
    private int _last;
    private int _unanswered;
    private int _refused;

    public Pusher(X509Certificate2 own, X509ChainPolicy trust, string topic)
    {
        _topic = topic;
        SocketsHttpHandler handler = new()
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = trust,
                LocalCertificateSelectionCallback = (_, _, _, _, _) => own,
            },
        };
        _client = new HttpClient(handler)
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = TimeSpan.FromSeconds(10),
        };
    }

    /// <summary>Every accepted number with its date.</summary>
    public IReadOnlyDictionary<int, DateTimeOffset> Accepted => _accepted;

    /// <summary>How many got no answer: they may have been kept or not.</summary>
    public int Unanswered => _unanswered;

    /// <summary>How many were refused, because the mailbox was full for example.</summary>
    public int Refused => _refused;

    /// <summary>What the last push came to that was not accepted.</summary>
    public string LastFault { get; private set; } = "none";

    /// <summary>Runs until cancelled.</summary>
    public Task RunAsync(Func<int> port, Func<string?> token, CancellationToken cancellation) =>
        Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => PushAllAsync(port, token, cancellation)));

    public void Dispose() => _client.Dispose();

    private async Task PushAllAsync(Func<int> port, Func<string?> token, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            if (token() is string device && !await PushAsync(port(), device))
            {
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }

    private async Task<bool> PushAsync(int port, string device)
    {
        int number = Interlocked.Increment(ref _last);
        DateTimeOffset until = DateTimeOffset.UtcNow
            + (number % ShortOnes == 0 ? ShortLife : TimeSpan.FromHours(1));
        using HttpRequestMessage request = new(HttpMethod.Post, $"https://localhost:{port}/3/device/{device}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent($"{{\"n\":{number}}}", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("apns-topic", _topic);
        request.Headers.Add("apns-expiration", until.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                _accepted[number] = until;
                return true;
            }

            Interlocked.Increment(ref _refused);
            LastFault = $"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}";
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            Interlocked.Increment(ref _unanswered);
            LastFault = e.Message;
        }

        return false;
    }
}
