using System.Net;

namespace HostSim.Api;

/// <summary>Keeps foreign web pages and oversized or odd requests away from the API.</summary>
/// <remarks>
/// A page from elsewhere can make a browser send requests here. It cannot choose the Host header that its own name
/// resolves to (DNS rebinding), it cannot send JSON without asking first, which nobody allows (CORS), and browsers say
/// in Sec-Fetch-Site (Fetch Metadata) whose page asks. Following a link to the console is fine, asking the API is not.
/// </remarks>
public sealed class ApiGuard(RequestDelegate next, ILogger<ApiGuard> logger)
{
    private const string Policy = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Passes a request on, or answers it with an error in JSON.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        try
        {
            Check(context);
            await next(context);
            await ExplainAsync(context);
        }
        catch (ApiError e)
        {
            await ApiError.WriteAsync(context, e.Status, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            await ApiError.WriteAsync(context, e.StatusCode, e.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            logger.LogDebug("{Path}: the client left", context.Request.Path);
        }
    }

    private static void Check(HttpContext context)
    {
        if (!IsOurs(context.Request.Host, context.Connection.LocalPort))
        {
            throw ApiError.Malformed(
                $"Host is '{context.Request.Host}'; this is 127.0.0.1:{context.Connection.LocalPort}");
        }

        string site = context.Request.Headers["Sec-Fetch-Site"].ToString();
        if (context.Request.Path.StartsWithSegments("/api") && site is not ("" or "none" or "same-origin"))
        {
            throw new ApiError(StatusCodes.Status403Forbidden, "a page from elsewhere has no business here");
        }

        if (HttpMethods.IsPost(context.Request.Method) && !context.Request.HasJsonContentType())
        {
            throw new ApiError(StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/json");
        }
    }

    private static bool IsOurs(HostString host, int port)
    {
        const int httpPort = 80;
        bool isLoopback = string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Host, out IPAddress? address)
                && (address.Equals(IPAddress.Loopback) || address.Equals(IPAddress.IPv6Loopback)));
        return isLoopback && (host.Port ?? httpPort) == port;
    }

    // What the framework refuses on its own (no such path, wrong method) has no body yet.
    private static Task ExplainAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentLength > 0)
        {
            return Task.CompletedTask;
        }

        string what = response.StatusCode switch
        {
            StatusCodes.Status404NotFound => $"there is nothing at {context.Request.Path}",
            StatusCodes.Status405MethodNotAllowed => $"{context.Request.Path} does not take {context.Request.Method}",
            _ => $"the request cannot be answered ({response.StatusCode})",
        };
        return ApiError.WriteAsync(context, response.StatusCode, what);
    }
}
