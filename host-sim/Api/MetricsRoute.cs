using Core.Agent;
using HostSim.Devices;
using HostSim.PushGateway;
using HostSim.PushGateway.Upstream;

namespace HostSim.Api;

/// <summary>The devices' numbers for Prometheus: GET /metrics.</summary>
public static class MetricsRoute
{
    /// <summary>Adds the route.</summary>
    public static void Map(WebApplication app, Simulation simulation) => app.MapGet("/metrics", () =>
        Results.Text(new MetricsPage().Add(Numbers(simulation)).ToString(), MetricsPage.ContentType));

    private static IEnumerable<Metric> Numbers(Simulation simulation)
    {
        DeviceStatus[] all = [.. simulation.Devices.Select(device => device.Status)];
        DeviceHealth[] healths = [.. all.Select(status => status.Health).OfType<DeviceHealth>()];
        yield return Number("devices", "Devices in the simulation.", all.Length, isGauge: true);
        yield return Number("devices_online", "Devices that are reachable.",
            all.Count(status => status.State is AgentState.Online or AgentState.Degraded), isGauge: true);
        yield return Number("devices_halted", "Devices that wait for a person.",
            all.Count(status => status.State == AgentState.Halted), isGauge: true);
        yield return Number("faults_active", "Faults that are switched on.",
            simulation.Devices.Sum(device => device.Faults.Active.Count), isGauge: true);
        yield return Number("reconnects_total", "Connections after the first.", healths.Sum(it => it.Reconnects));
        yield return Number("handshakes_total", "TLS handshakes that succeeded.", healths.Sum(it => it.Handshakes));
        yield return Number("bytes_up_total", "Bytes said by devices, before TLS.", healths.Sum(it => it.BytesUp));
        yield return Number("bytes_down_total", "Bytes heard by devices, after TLS.", healths.Sum(it => it.BytesDown));
        yield return Number("commands_total", "Commands that ran.", healths.Sum(it => it.Commands));
        yield return Number("commands_refused_total", "Commands that were refused.", healths.Sum(it => it.Refused));
        yield return Number("reports_dropped_total", "Reports dropped without room.", healths.Sum(it => it.Dropped));
    }

    // A device's numbers begin anew when it restarts, as Prometheus expects of counters.
    private static Metric Number(string name, string meaning, long value, bool isGauge = false)
    {
        Metric metric = new($"agent_sim_{name}", meaning, isGauge);
        metric.Set(value);
        return metric;
    }
}
