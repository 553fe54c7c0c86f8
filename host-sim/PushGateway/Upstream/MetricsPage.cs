using System.Globalization;
using System.Text;
using HostSim.PushGateway.Provider;

namespace HostSim.PushGateway.Upstream;

/// <summary>The numbers of the gateway in the text format of Prometheus, version 0.0.4.</summary>
/// <remarks>
/// <code>
/// # HELP name what it is
/// # TYPE name counter|gauge
/// name{label="value"} number
/// </code>
/// </remarks>
public sealed class MetricsPage
{
    /// <summary>The media type of the page.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>Adds numbers.</summary>
    public MetricsPage Add(IEnumerable<Metric> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        foreach (Metric metric in metrics)
        {
            Head(metric.Name, metric.Meaning, metric.IsGauge ? "gauge" : "counter");
            Line(metric.Name, metric.Value);
        }

        return this;
    }

    /// <summary>Adds the answers that providers got.</summary>
    public MetricsPage Add(ProviderCounters counters)
    {
        ArgumentNullException.ThrowIfNull(counters);
        const string answers = "gateway_provider_answers_total";
        Head(answers, "Answers to providers; the reason is empty for those that were accepted.", "counter");
        Line(answers + "{reason=\"\"}", counters.Accepted);
        foreach ((string reason, long count) in counters.Refused.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            Line($"{answers}{{reason=\"{Escape(reason)}\"}}", count);
        }

        Head("gateway_provider_connections", "Connections of providers that are open.", "gauge");
        Line("gateway_provider_connections", counters.Connections);
        return this;
    }

    /// <summary>Adds one number that can fall.</summary>
    public MetricsPage AddGauge(string name, string meaning, long value)
    {
        Head(name, meaning, "gauge");
        Line(name, value);
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Head(string name, string meaning, string type) => _text
        .Append("# HELP ").Append(name).Append(' ').Append(Escape(meaning)).Append('\n')
        .Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private void Line(string name, long value) =>
        _text.Append(name).Append(' ').Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal);
}
