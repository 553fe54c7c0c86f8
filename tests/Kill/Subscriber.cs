using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Tests.Gateway.Courier;

namespace Tests.Kill;

/// <summary>A device that connects again and again, confirms most of what it gets, and remembers all of it.</summary>
internal sealed class Subscriber(X509Certificate2 own, X509ChainPolicy trust, string topic)
{
    // Now and then a confirmation is lost; then the notification has to come once more.
    private const int ConfirmationsPerLoss = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<int, int> _received = new();
    private readonly Random _random = new(3);
    private byte[]? _token;

    /// <summary>Numbers received, each with how often.</summary>
    public IReadOnlyDictionary<int, int> Received => _received;

    /// <summary>Its token in hexadecimal; null before the first connection.</summary>
    public string? Token => Volatile.Read(ref _token) is byte[] token ? Convert.ToHexString(token) : null;

    /// <summary>Runs until cancelled; the port is that of the gateway of the moment.</summary>
    public async Task RunAsync(Func<int> port, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await ConverseAsync(port(), cancellation);
            }
            catch (Exception e) when (e is IOException or SocketException or AuthenticationException
                or OperationCanceledException)
            {
                await Task.Delay(Pause, CancellationToken.None);
            }
        }
    }

    private async Task ConverseAsync(int port, CancellationToken cancellation)
    {
        using TcpClient socket = new() { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port, cancellation);
        await using SslStream tls = new(socket.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            CertificateChainPolicy = trust,
            ClientCertificates = [own],
        }, cancellation);
        await tls.WriteAsync(Frames.Connect(_token).ToArray(), cancellation);
        List<byte> heard = [];
        byte[] buffer = new byte[16 * 1024];
        int count;
        while ((count = await tls.ReadAsync(buffer, cancellation)) > 0)
        {
            heard.AddRange(buffer.AsSpan(0, count));
            while (Tlv.Take(heard) is Tlv frame)
            {
                await TakeAsync(tls, frame, cancellation);
            }
        }
    }

    private async Task TakeAsync(SslStream tls, Tlv frame, CancellationToken cancellation)
    {
        if (frame.Command == 0x08)
        {
            Volatile.Write(ref _token, frame.Find(3) ?? _token);
            await tls.WriteAsync(Frames.Filter(_token!, (Frames.Enabled, topic)).ToArray(), cancellation);
        }
        else if (frame.Command == 0x0a)
        {
            using JsonDocument payload = JsonDocument.Parse(frame.Find(3)!);
            _received.AddOrUpdate(payload.RootElement.GetProperty("n").GetInt32(), 1, (_, times) => times + 1);
            if (_random.Next(ConfirmationsPerLoss) > 0)
            {
                await tls.WriteAsync(Frames.Acknowledge(frame).ToArray(), cancellation);
            }
        }
    }
}
