using System.Xml.Linq;

namespace HostSim.Operator;

/// <summary>One value that a device reported.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The value as text, as it stands in the stanza.</param>
/// <param name="Unit">Its unit; empty for none.</param>
public sealed record TelemetryField(string Name, string Value, string Unit);

/// <summary>What a device reported at one moment.</summary>
/// <param name="Device">The id that the report carries.</param>
/// <param name="Time">When, as it stands in the report; empty if it is not said.</param>
/// <param name="Fields">The values.</param>
public sealed record TelemetryReport(string Device, string Time, IReadOnlyList<TelemetryField> Fields)
{
    /// <summary>The node that it came from; empty if its link has none.</summary>
    public string Node { get; init; } = "";
}

/// <summary>Reads sensor data in its old and new namespaces.</summary>
/// <remarks>
/// <code>
/// nd id, in it ts v, in it q n v u, b n v, s n v …               urn:nf:iot:sd:1.0, urn:ieee:iot:sd:1.0
/// node nodeId, in it timestamp value, in it numeric name value unit …   urn:xmpp:iot:sensordata (XEP-0323)
/// </code>
/// </remarks>
public static class Telemetry
{
    private static readonly string[] Namespaces =
        ["urn:nf:iot:sd:1.0", "urn:ieee:iot:sd:1.0", "urn:xmpp:iot:sensordata"];

    /// <summary>The reports in a payload; none if it is something else.</summary>
    public static IReadOnlyList<TelemetryReport> Read(XElement payload) =>
        Namespaces.Contains(payload.Name.NamespaceName)
            ? [.. payload.DescendantsAndSelf().Where(IsNode).SelectMany(Reports)]
            : [];

    private static IEnumerable<TelemetryReport> Reports(XElement node) =>
        node.Elements().Where(IsTimestamp).Select(timestamp => new TelemetryReport(
            Attribute(node, "id", "nodeId"),
            Attribute(timestamp, "v", "value"),
            [
                .. timestamp.Elements().Where(field => Attribute(field, "n", "name").Length > 0).Select(field =>
                    new TelemetryField(
                        Attribute(field, "n", "name"), Attribute(field, "v", "value"), Attribute(field, "u", "unit"))),
            ]));

    private static bool IsNode(XElement element) => element.Name.LocalName is "nd" or "node";

    private static bool IsTimestamp(XElement element) => element.Name.LocalName is "ts" or "timestamp";

    private static string Attribute(XElement element, string name, string oldName) =>
        (element.Attribute(name) ?? element.Attribute(oldName))?.Value ?? "";
}
