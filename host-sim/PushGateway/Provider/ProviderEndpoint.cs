using System.Buffers;
using System.Globalization;
using HostSim.PushGateway.Upstream;

namespace HostSim.PushGateway.Provider;

/// <summary>The provider API: takes pushes over HTTP/2 and says what became of each.</summary>
/// <remarks>
/// <code>
/// POST /3/device/{64 hexadecimal digits}    200 and nothing, or an error as ApnsReason has it
/// GET  /v1/events                           what the devices say, see EventStream
/// order of checks: shutting down, who it is, path, method, apns-id, other headers, topic, device token, body, device
/// </code>
/// Who it is comes first, so that a stranger learns nothing else.
/// </remarks>
public sealed class ProviderEndpoint(
    IPushDirectory directory, EventStream events, ProviderLogin login, ProviderCounters counters,
    ProviderOptions options, ILogger logger)
{
    private const string DevicePath = "/3/device";
    private const int TokenBytes = 32;

    /// <summary>From now on every request is refused with Shutdown.</summary>
    public bool IsDraining { get; set; }

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string id = PushHeaders.IdIn(context.Request.Headers) ?? NewId();
        context.Response.Headers["apns-id"] = id;
        ApnsReason? reason;
        DateTimeOffset? since = null;
        try
        {
            ProviderIdentity identity = Identify(context);
            if (context.Request.Path == EventStream.Path)
            {
                await events.SendAsync(context, identity);
                return;
            }

            (reason, since) = await PushAsync(context, identity, id);
        }
        catch (ProviderRefusal refusal)
        {
            (reason, since) = (refusal.Reason, refusal.Since);
        }
        catch (OperationCanceledException)
        {
            logger.LogDebug("{Id}: the provider left", id);
            return;
        }
        catch (Exception e)
        {
            // Whatever it is, it is ours, and the provider's other pushes must not suffer.
            logger.LogError(e, "{Id}: failed", id);
            reason = ApnsReason.InternalServerError;
        }

        Answer(context, id, reason, since);
    }

    // Unique, not secret: the system's randomness would cost a call into the kernel for each push.
    private static string NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private ProviderIdentity Identify(HttpContext context)
    {
        if (IsDraining)
        {
            throw new ProviderRefusal(ApnsReason.Shutdown);
        }

        ProviderConnection connection = context.Features.Get<ProviderConnection>()!;
        try
        {
            return login.Identify(context.Request.Headers, context.Connection.ClientCertificate, connection);
        }
        catch (ProviderRefusal) when (connection.Refuse())
        {
            logger.LogWarning("{Peer}: cut, it showed too many bad credentials", context.Connection.RemoteIpAddress);
            throw;
        }
    }

    private async Task<(ApnsReason? Reason, DateTimeOffset? Since)> PushAsync(
        HttpContext context, ProviderIdentity identity, string id)
    {
        ReadOnlyMemory<byte> token = Token(context.Request);
        PushHeaders headers = PushHeaders.Read(context.Request.Headers);
        string topic = headers.Topic ?? identity.Topic ?? throw new ProviderRefusal(ApnsReason.MissingTopic);
        if (!identity.Topics.Allows(topic))
        {
            throw new ProviderRefusal(ApnsReason.TopicDisallowed);
        }

        PushRequest push = new()
        {
            Token = token,
            Topic = topic,
            Payload = await PayloadReader.ReadAsync(context, headers.Type.MaxPayload, options),
            Id = Guid.Parse(id),
            Expires = headers.Expires,
            Priority = headers.Priority,
            CollapseId = headers.CollapseId,
            Provider = identity.Name,
        };
        PushVerdict verdict = await directory.AcceptAsync(push, CancellationToken.None);
        return (Verdicts.ReasonOf(verdict.Outcome), verdict.Since);
    }

    private static byte[] Token(HttpRequest request)
    {
        if (!request.Path.StartsWithSegments(DevicePath, StringComparison.Ordinal, out PathString rest))
        {
            throw new ProviderRefusal(ApnsReason.BadPath);
        }

        if (!HttpMethods.IsPost(request.Method))
        {
            throw new ProviderRefusal(ApnsReason.MethodNotAllowed);
        }

        PushHeaders.CheckId(request.Headers);
        string text = rest.Value?.TrimStart('/') ?? "";
        if (text.Length == 0)
        {
            throw new ProviderRefusal(ApnsReason.MissingDeviceToken);
        }

        byte[] token = new byte[TokenBytes];
        return text.Length == 2 * TokenBytes
            && Convert.FromHexString(text, token, out _, out _) == OperationStatus.Done
            ? token
            : throw new ProviderRefusal(text.Contains('/') ? ApnsReason.BadPath : ApnsReason.BadDeviceToken);
    }

    private void Answer(HttpContext context, string id, ApnsReason? reason, DateTimeOffset? since)
    {
        counters.Count(reason);
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        if (options.Environment == "development" && reason is null)
        {
            context.Response.Headers["apns-unique-id"] = Guid.NewGuid().ToString();
        }

        if (reason is null)
        {
            return;
        }

        logger.LogInformation("{Id}: refused, {Reason}", id, reason.Name);
        string timestamp = since is null || reason.Status != StatusCodes.Status410Gone
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $",\"timestamp\":{since.Value.ToUnixTimeMilliseconds()}");
        byte[] body = System.Text.Encoding.ASCII.GetBytes($"{{\"reason\":\"{reason.Name}\"{timestamp}}}");
        context.Response.StatusCode = reason.Status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;

        // Not flushed: only what is still here when the request ends goes out in one DATA frame with END_STREAM, which
        // is what two provider libraries take for granted.
        body.CopyTo(context.Response.BodyWriter.GetSpan(body.Length));
        context.Response.BodyWriter.Advance(body.Length);
    }
}
