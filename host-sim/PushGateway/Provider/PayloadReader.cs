using System.Text.Json;

namespace HostSim.PushGateway.Provider;

/// <summary>Reads the body of a push: one JSON object, in time and not too large.</summary>
public static class PayloadReader
{
    /// <summary>A body up to here is read to its end and thrown away, so that the client hears why it was refused; a
    /// larger one is cut off.</summary>
    public const int MaxDrained = 64 * 1024;

    /// <summary>The payload.</summary>
    /// <exception cref="ProviderRefusal">PayloadEmpty, PayloadTooLarge or IdleTimeout.</exception>
    /// <exception cref="OperationCanceledException">The provider left.</exception>
    public static async Task<byte[]> ReadAsync(HttpContext context, int most, ProviderOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        using CancellationTokenSource limit = new(options.BodyTime);
        using CancellationTokenSource both =
            CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, limit.Token);
        try
        {
            return await ReadAsync(context.Request.Body, most, both.Token);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            throw new ProviderRefusal(ApnsReason.IdleTimeout);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new ProviderRefusal(ApnsReason.PayloadTooLarge);
        }
        catch (IOException e)
        {
            // It broke off: nobody is left who would read an answer.
            throw new OperationCanceledException("the body ended early", e);
        }
    }

    private static async Task<byte[]> ReadAsync(Stream body, int most, CancellationToken end)
    {
        byte[] buffer = new byte[most + 1];
        int count = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, end);
        if (count > most)
        {
            await body.CopyToAsync(Stream.Null, end);
            throw new ProviderRefusal(ApnsReason.PayloadTooLarge);
        }

        return IsObject(buffer.AsSpan(0, count)) ? buffer[..count] : throw new ProviderRefusal(ApnsReason.PayloadEmpty);
    }

    // The device reads these bytes with a parser of a few kilobytes: what is no JSON is caught where it can be told.
    private static bool IsObject(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = 32 });
        try
        {
            bool isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            while (reader.Read())
            {
                continue;
            }

            return isObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
