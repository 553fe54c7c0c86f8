using HostSim.Network;

namespace Tests.Bench.Bytes;

/// <summary>What one link cost.</summary>
/// <param name="Link">The link, and how the command came.</param>
/// <param name="KeepAlive">A keep-alive and its answer, inside TLS.</param>
/// <param name="Command">The command, its result and all acknowledgements, inside TLS.</param>
/// <param name="OnTcp">The same in TLS records.</param>
internal sealed record BytesRow(string Link, Cost KeepAlive, Cost Command, Cost OnTcp);

/// <summary>One command over each link, counted by a tap in the device.</summary>
internal static class BytesTable
{
    /// <summary>Measures each link, one after the other.</summary>
    public static async Task<IReadOnlyList<BytesRow>> MeasureAsync() =>
    [
        await RowAsync(await XmppBytes.StartAsync(isItem: false)),
        await RowAsync(await XmppBytes.StartAsync(isItem: true)),
        await RowAsync(await CourierBytes.StartAsync()),
        await RowAsync(new ImipBytes()),
    ];

    /// <summary>The rows as a table in Markdown.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<BytesRow> rows) =>
    [
        $"`pin.write` of pin 2, {CourierBytes.CommandBytes} bytes of JSON over Courier, with its result and all"
            + " acknowledgements; up / down",
        "",
        "| link | keep-alive inside TLS | command inside TLS | the same in TLS records |",
        "|---|---:|---:|---:|",
        .. rows.Select(row => $"| {row.Link} | {Text(row.KeepAlive)} | {Text(row.Command)} | {Text(row.OnTcp)} |"),
    ];

    private static string Text(Cost cost) => FormattableString.Invariant($"{cost.Up:N0} / {cost.Down:N0}");

    private static async Task<BytesRow> RowAsync(MeasuredLink link)
    {
        await using (link)
        {
            return await link.MeasureAsync();
        }
    }
}
