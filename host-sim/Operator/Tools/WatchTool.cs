using System.Threading.Channels;
using System.Xml.Linq;

namespace HostSim.Operator.Tools;

/// <summary>Prints what a node sends, as it comes.</summary>
internal sealed class WatchTool(ToolSession session, ToolOutput output)
{
    // Somebody who reads slower than devices report loses the oldest, not the memory.
    private const int Backlog = 10_000;

    /// <summary>The node that is meant: a device's own data for its address, else what is written.</summary>
    public static string NodeOf(string target)
    {
        int at = target.IndexOf('@', StringComparison.Ordinal);
        return at > 0 ? $"{target[..at]}/data" : target;
    }

    /// <summary>Prints until <paramref name="count"/> items have come, or Ctrl-C.</summary>
    public async Task<int> RunAsync(string target, int? count)
    {
        string node = NodeOf(target);
        Channel<PubSubItem> items = Channel.CreateBounded<PubSubItem>(
            new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        session.Client.ItemReceived += item => items.Writer.TryWrite(item);
        await session.InTimeAsync(node, cancellation => session.Client.SubscribeAsync(node, cancellation));
        int left = count ?? int.MaxValue;
        try
        {
            await foreach (PubSubItem item in items.Reader.ReadAllAsync(session.Stop))
            {
                if (item.Node == node)
                {
                    Print(item);
                    left--;
                }

                if (left == 0)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Done;
        }

        return ExitCode.Done;
    }

    private void Print(PubSubItem item)
    {
        IReadOnlyList<TelemetryReport> reports = item.Payload is null ? [] : Telemetry.Read(item.Payload);
        if (reports.Count == 0)
        {
            Tell(new { item.Node, Id = item.ItemId, Payload = Xml(item) }, $"{item.ItemId}  {Xml(item)}");
        }

        foreach (TelemetryReport report in reports)
        {
            Tell(new { item.Node, Id = item.ItemId, report.Device, report.Time, report.Fields },
                $"{report.Time}  {report.Device}  " + string.Join("  ", report.Fields.Select(
                    field => $"{field.Name} {field.Value} {field.Unit}".TrimEnd())));
        }
    }

    private void Tell(object json, string text)
    {
        if (output.IsJson)
        {
            output.Json(json);
        }
        else
        {
            output.Line(text);
        }
    }

    private static string Xml(PubSubItem item) => item.Payload?.ToString(SaveOptions.DisableFormatting) ?? "";
}
