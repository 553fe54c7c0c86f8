using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using HostSim.Certs;

namespace HostSim.PushGateway.Activation;

/// <summary>How a device gets its certificate.</summary>
/// <remarks>
/// <code>
/// POST /activate   {"code":"…","deviceId":"…","csr":"PEM"}              the key never leaves the device
///                  {"code":"…","deviceId":"…","generate":true}          the gateway makes the key and keeps no copy
/// 200              {"deviceId","certificate","chain","key"?,"couriers":[{"host","port"}],"keepAlive":{…}}
/// 400 malformed   403 code wrong, used or expired   404 405   413 too large   429 too many failed attempts
/// </code>
/// </remarks>
internal sealed class ActivationEndpoint(
    DeviceRegistry devices, CertificateAuthority authority, GatewayOptions options, Func<int> courierPort,
    GatewayMetrics metrics, ILogger logger)
{
    // A certificate request with an RSA key of 4096 bits is under two kilobytes.
    public const int MaxBody = 8 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 4,
    };

    private readonly Attempts _attempts = new(options.Clock);

    public async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path != "/activate")
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "there is only /activate");
        }
        else if (!HttpMethods.IsPost(context.Request.Method))
        {
            await RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "only POST");
        }
        else
        {
            await ActivateAsync(context);
        }
    }

    private async Task ActivateAsync(HttpContext context)
    {
        IPAddress peer = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (!_attempts.Begin(peer))
        {
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "too many failed attempts");
            return;
        }

        Wish? wish = await ReadAsync(context);
        if (wish is null)
        {
            return;
        }

        using X509Certificate2? leaf = await IssueAsync(context, wish);
        if (leaf is null)
        {
            return;
        }

        _attempts.Succeeded(peer);
        metrics.Activations.Add();
        logger.LogInformation("{Device}: activated, certificate until {Until}", wish.DeviceId, leaf.NotAfter);
        await context.Response.WriteAsJsonAsync(AnswerTo(wish, leaf), Json, context.RequestAborted);
    }

    private async Task<X509Certificate2?> IssueAsync(HttpContext context, Wish wish)
    {
        try
        {
            X509Certificate2? leaf = devices.Activate(wish.DeviceId!, wish.Code!, wish.Csr, authority);
            if (leaf is null)
            {
                await RefuseAsync(context, StatusCodes.Status403Forbidden, "the code is wrong, used or expired");
            }

            return leaf;
        }
        catch (CryptographicException)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "csr is no certificate request in PEM");
            return null;
        }
    }

    private async Task<Wish?> ReadAsync(HttpContext context)
    {
        try
        {
            Wish? wish = await JsonSerializer.DeserializeAsync<Wish>(
                context.Request.Body, Json, context.RequestAborted);
            bool isWhole = wish is { Code: not null, DeviceId: not null } && DeviceRegistry.IsId(wish.DeviceId)
                && wish.Generate != wish.Csr is not null;
            if (isWhole)
            {
                return wish;
            }

            await RefuseAsync(context, StatusCodes.Status400BadRequest, "code, deviceId, and either csr or generate");
        }
        catch (JsonException)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "not JSON");
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(context, e.StatusCode, "too large or too slow");
        }

        return null;
    }

    private Answer AnswerTo(Wish wish, X509Certificate2 leaf)
    {
        using ECDsa? key = wish.Generate ? leaf.GetECDsaPrivateKey() : null;
        return new Answer(
            wish.DeviceId!,
            leaf.ExportCertificatePem(),
            authority.CertificatePem,
            key?.ExportPkcs8PrivateKeyPem(),
            [new CourierHost(options.HostName, courierPort())],
            new KeepAliveHints());
    }

    private async Task RefuseAsync(HttpContext context, int status, string why)
    {
        metrics.ActivationsRefused.Add();
        logger.LogWarning("activation from {Peer} refused: {Why}", context.Connection.RemoteIpAddress, why);
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new { error = why }, Json, context.RequestAborted);
    }

    private sealed record Wish
    {
        public string? Code { get; init; }

        public string? DeviceId { get; init; }

        public string? Csr { get; init; }

        public bool Generate { get; init; }
    }

    private sealed record CourierHost(string Host, int Port);

    /// <summary>Where a device's adaptive keep-alive begins and what it may grow to, in seconds.</summary>
    private sealed record KeepAliveHints
    {
        public int StartSeconds { get; init; } = 240;

        public int MostSeconds { get; init; } = 1500;

        public int AnswerSeconds { get; init; } = 10;
    }

    private sealed record Answer(
        string DeviceId, string Certificate, string Chain, string? Key, IReadOnlyList<CourierHost> Couriers,
        KeepAliveHints KeepAlive);
}
