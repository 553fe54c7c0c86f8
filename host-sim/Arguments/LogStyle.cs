using System.CommandLine;

namespace HostSim.Arguments;

/// <summary>How a long-running command logs: lines for people, or JSON for machines.</summary>
internal static class LogStyle
{
    /// <summary>The option that asks for JSON.</summary>
    public static Option<bool> Option() => new("--json-logs") { Description = "Log in JSON, a line each." };

    /// <summary>Logs to standard output.</summary>
    public static ILoggerFactory Make(bool wantsJson) => LoggerFactory.Create(logging =>
    {
        // What Kestrel says of each broken handshake, with a stack; we say it in a line.
        logging.AddFilter("Microsoft", LogLevel.Critical);

        // Not even that: as long as anybody would hear it, an activity is made for each push.
        logging.AddFilter("Microsoft.AspNetCore.Hosting", LogLevel.None);
        _ = wantsJson
            ? logging.AddJsonConsole(console => console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ")
            : logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss ";
            });
    });
}
