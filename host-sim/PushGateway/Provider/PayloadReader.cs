using System.Buffers;
using System.IO.Pipelines;
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
    public static async ValueTask<byte[]> ReadAsync(HttpContext context, int most, ProviderOptions options)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            byte[] body = WhatIsThere(context.Request.BodyReader, most) ?? await WaitAsync(context, most, options);
            return IsObject(body) ? body : throw new ProviderRefusal(ApnsReason.PayloadEmpty);
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

    // A push mostly comes in one piece behind its headers: then nothing has to be waited for, and no deadline set up.
    private static byte[]? WhatIsThere(PipeReader reader, int most)
    {
        if (!reader.TryRead(out ReadResult read))
        {
            return null;
        }

        bool isAll = read.IsCompleted && read.Buffer.Length <= most;
        byte[]? body = isAll ? read.Buffer.ToArray() : null;
        reader.AdvanceTo(isAll ? read.Buffer.End : read.Buffer.Start);
        return body;
    }

    private static async Task<byte[]> WaitAsync(HttpContext context, int most, ProviderOptions options)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(options.BodyTime);
        Stream body = context.Request.Body;
        byte[] buffer = new byte[most + 1];
        int count = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, limit.Token);
        if (count > most)
        {
            await body.CopyToAsync(Stream.Null, limit.Token);
            throw new ProviderRefusal(ApnsReason.PayloadTooLarge);
        }

        return buffer[..count];
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
