namespace HostSim.Api;

/// <summary>A request that cannot be done, as the answer that the client gets.</summary>
public sealed class ApiError(int status, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The body is not what it should be at all.</summary>
    public static ApiError Malformed(string message) => new(StatusCodes.Status400BadRequest, message);

    /// <summary>There is no such thing.</summary>
    public static ApiError Unknown(string message) => new(StatusCodes.Status404NotFound, message);

    /// <summary>It cannot be done as the simulator was started.</summary>
    public static ApiError Unavailable(string message) => new(StatusCodes.Status409Conflict, message);

    /// <summary>Well-formed, but not acceptable.</summary>
    public static ApiError Unacceptable(string message) => new(StatusCodes.Status422UnprocessableEntity, message);

    /// <summary>Writes an error as every error is written.</summary>
    public static Task WriteAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error = message }, ApiJson.Options, context.RequestAborted);
    }
}
