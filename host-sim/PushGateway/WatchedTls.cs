using System.Diagnostics;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace HostSim.PushGateway;

/// <summary>TLS on a port, with a line in the log for each peer that did not get through its handshake: it ends within
/// the time that the options give it, however little the peer says.</summary>
internal static class WatchedTls
{
    // Timers count in whole milliseconds, and a little early.
    private const int EarlyMs = 50;

    /// <summary>Asks for TLS on this port; <paramref name="failed"/> is called for each peer that failed.</summary>
    public static void Use(
        ListenOptions listen, HttpsConnectionAdapterOptions options, ILogger logger, Action? failed = null)
    {
        listen.Use(next => connection => WatchAsync(next, connection, options.HandshakeTimeout, logger, failed));
        listen.UseHttps(options);
        listen.Use(next => connection =>
        {
            connection.Features.Get<Watch>()!.IsDone = true;
            return next(connection);
        });
    }

    private static async Task WatchAsync(
        ConnectionDelegate next, ConnectionContext connection, TimeSpan limit, ILogger logger, Action? failed)
    {
        Watch watch = new();
        long begun = Stopwatch.GetTimestamp();
        connection.Features.Set(watch);
        await next(connection);
        if (watch.IsDone)
        {
            return;
        }

        failed?.Invoke();
        string why = Stopwatch.GetElapsedTime(begun).TotalMilliseconds >= limit.TotalMilliseconds - EarlyMs
            ? $"no TLS handshake within {limit.TotalSeconds:0.#} s"
            : "a broken TLS handshake, or one with a foreign certificate";
        logger.LogInformation("{Connection} from {Peer} to {Port}: {Why}",
            connection.ConnectionId, connection.RemoteEndPoint, connection.LocalEndPoint, why);
    }

    private sealed class Watch
    {
        public bool IsDone { get; set; }
    }
}
