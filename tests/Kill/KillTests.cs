using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HostSim.Certs;
using HostSim.PushGateway.Activation;
using HostSim.PushGateway.Provider;
using Microsoft.Extensions.Logging.Abstractions;

namespace Tests.Kill;

/// <summary>The gateway is killed at random moments under load, a hundred times in all, and keeps every
/// promise.</summary>
[TestClass]
public sealed class KillTests(TestContext context)
{
    private const int Kills = 25;
    private const string Topic = "dev.example.agent";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private readonly string _folder = Directory.CreateTempSubdirectory("kill-").FullName;
    private GatewayProcess? _gateway;

    [TestCleanup]
    public void Clean()
    {
        _gateway?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [TestMethod]
    [DataRow(11)]
    [DataRow(12)]
    [DataRow(13)]
    [DataRow(14)]
    public async Task Every_accepted_push_is_delivered_or_expired_by_its_own_date(int seed)
    {
        using CertificateAuthority authority = CertificateAuthority.LoadOrCreate(Path.Combine(_folder, "ca"), "kill");
        using X509Certificate2 own =
            new DeviceRegistry(_folder, TimeProvider.System, NullLogger.Instance).Issue("a", authority);
        using X509Certificate2 sender = ProviderCertificate.Create(Topic, TimeProvider.System);
        new ProviderFile(_folder).Write([new ProviderEntry
        {
            Certificate = sender.GetCertHashString(HashAlgorithmName.SHA256),
            Topics = [Topic],
        }]);
        Subscriber device = new(own, Trust(authority), Topic);
        using Pusher pusher = new(sender, Trust(authority), Topic);
        using CancellationTokenSource end = new();
        using CancellationTokenSource endOfLoad = new();
        _gateway = await GatewayProcess.StartAsync(_folder, Topic);
        Task receiving = device.RunAsync(() => _gateway.CourierPort, end.Token);
        Task pushing = pusher.RunAsync(() => _gateway.ProviderPort, () => device.Token, endOfLoad.Token);

        await KillAsync(pusher, new Random(seed));
        await endOfLoad.CancelAsync();
        await pushing;
        int[] missing = await MissingAsync(device, pusher);
        await end.CancelAsync();
        await receiving;

        int late = pusher.Accepted.Keys.Count(number => !device.Received.ContainsKey(number));
        context.WriteLine($"{Kills} kills, {pusher.Accepted.Count} accepted, {pusher.Unanswered} without an answer, "
            + $"{pusher.Refused} refused, {late} expired, {device.Received.Values.Sum()} notifications");
        Assert.IsEmpty(missing, $"lost: {string.Join(' ', missing.Take(20))}");
        Assert.IsGreaterThan(Kills, pusher.Accepted.Count);
        Assert.IsGreaterThan(pusher.Accepted.Count - late, device.Received.Values.Sum());
    }

    // At a random moment of the load, so at any moment of a batch: gathering, being written, being flushed, answered.
    private async Task KillAsync(Pusher pusher, Random random)
    {
        for (int kill = 0; kill < Kills; kill++)
        {
            int before = pusher.Accepted.Count;
            Assert.IsTrue(await UntilAsync(() => pusher.Accepted.Count > before), $"no push: {pusher.LastFault}");
            await Task.Delay(random.Next(150));
            await _gateway!.KillAsync();
            _gateway.Dispose();
            _gateway = await GatewayProcess.StartAsync(_folder, Topic);
        }
    }

    private static async Task<int[]> MissingAsync(Subscriber device, Pusher pusher)
    {
        int[] missing = [];
        await UntilAsync(() =>
        {
            DateTimeOffset now = DateTimeOffset.UtcNow;
            missing =
            [
                .. pusher.Accepted.Where(it => it.Value > now && !device.Received.ContainsKey(it.Key))
                    .Select(it => it.Key).Order(),
            ];
            return missing.Length == 0;
        });
        return missing;
    }

    private static async Task<bool> UntilAsync(Func<bool> condition)
    {
        long end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!condition() && Environment.TickCount64 < end)
        {
            await Task.Delay(LookAgain);
        }

        return condition();
    }

    private static X509ChainPolicy Trust(CertificateAuthority authority)
    {
        X509ChainPolicy policy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(authority.Certificate);
        return policy;
    }
}
