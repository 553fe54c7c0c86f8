namespace HostSim.Fleet;

/// <summary>Loses or doubles one report in <see cref="FleetOptions.SabotageEvery"/> on its way into the books, for
/// servers that cannot be made to do it themselves.</summary>
internal sealed class ReportSabotage(FleetSabotage kind)
{
    private long _reports;

    /// <summary>Hands a report on as often as the sabotage lets it. For one caller at a time.</summary>
    public void Pass(FleetReport report, Action<FleetReport>? reported)
    {
        bool isStruck = ++_reports % FleetOptions.SabotageEvery == 0;
        if (!isStruck || kind != FleetSabotage.Lose)
        {
            reported?.Invoke(report);
        }

        if (isStruck && kind == FleetSabotage.Double)
        {
            // Under an id that no device gives.
            reported?.Invoke(report with { Number = 0 });
        }
    }
}
