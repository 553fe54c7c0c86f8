using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using HostSim.Devices;
using HostSim.Operator;
using HostSim.Operator.Push;
using HostSim.PushGateway;

namespace HostSim.Fleet;

/// <summary>A report as it arrived.</summary>
/// <param name="Device">Id of the device.</param>
/// <param name="Number">Number of the report: the device gives each one a number of its own.</param>
/// <param name="StampMs">The reading by which it is known again, in ms since 1970; <see cref="Unstamped"/> for none.
/// </param>
internal readonly record struct FleetReport(string Device, uint Number, long StampMs)
{
    /// <summary>The stamp of what is no report and yet has a number, because it went through the same outbox: over
    /// Courier the result of a command.</summary>
    public const long Unstamped = -1;
}

/// <summary>What a fleet connects to.</summary>
internal interface IFleetServer : IAsyncDisposable
{
    /// <summary>What it is, for people.</summary>
    string Label { get; }

    /// <summary>One seat for each device.</summary>
    IReadOnlyList<FleetSeat> Seats { get; }

    /// <summary>Those who command the devices, each its share; see <see cref="OperatorOf"/>.</summary>
    IReadOnlyList<IOperator> Operators { get; }

    /// <summary>A report arrived where it is kept. Raised on any thread, one at a time for each device; must not
    /// block.</summary>
    event Action<FleetReport>? Reported;

    /// <summary>Who commands the device of this index.</summary>
    IOperator OperatorOf(int device);

    /// <summary>All devices have been online once: ends when none of their reports can be missed any more.</summary>
    /// <exception cref="OperatorException">The server refuses to tell of them.</exception>
    Task ListenAsync();

    /// <summary>Cuts the link of the device of this index without a word, if it is up.</summary>
    void Cut(int device);

    /// <summary>Dies without a word, is away for <paramref name="outage"/>, and is back when the task ends.</summary>
    Task RestartAsync(TimeSpan outage);
}

/// <summary>Finds the fleet's reports among what is published.</summary>
internal static class FleetReports
{
    private const string Suffix = "/data";

    /// <summary>The report in an item; null if it is none of a fleet's device.</summary>
    public static FleetReport? Read(string node, string itemId, XElement? payload)
    {
        if (payload is null || !node.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return null;
        }

        return Make(node[..^Suffix.Length], NumberIn(itemId), Telemetry.Read(payload));
    }

    /// <summary>The report, or the result of a command, in what a device pushed; null if it is neither.</summary>
    public static FleetReport? Read(UpstreamEvent happened)
    {
        if (happened.Kind != UpstreamKind.Message)
        {
            return null;
        }

        using JsonDocument message = JsonDocument.Parse(happened.Payload);
        return message.RootElement.GetProperty("type").GetString() switch
        {
            "report" => Make(happened.Device, happened.MessageId,
                [SenmlText.Report(happened.Device, message.RootElement.GetProperty("senml"))]),
            "result" => new FleetReport(happened.Device, happened.MessageId, FleetReport.Unstamped),
            _ => null,
        };
    }

    private static FleetReport? Make(string device, uint number, IEnumerable<TelemetryReport> reports)
    {
        string? stamp = reports.SelectMany(report => report.Fields)
            .FirstOrDefault(field => field.Name == FleetMaker.StampSensor)?.Value;
        return decimal.TryParse(
            stamp, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds)
            ? new FleetReport(device, number, (long)(seconds * 1000))
            : null;
    }

    // Five bits a digit, 0 to 9 and a to v. What is no number is zero, which no device gives.
    private static uint NumberIn(string itemId)
    {
        uint number = 0;
        foreach (char digit in itemId)
        {
            int value = char.IsAsciiDigit(digit) ? digit - '0' : digit is >= 'a' and <= 'v' ? digit - 'a' + 10 : -1;
            if (value < 0 || itemId.Length > 7)
            {
                return 0;
            }

            number = (number << 5) | (uint)value;
        }

        return number;
    }
}
