namespace HostSim.Fleet;

/// <summary>What became of a fleet's reports.</summary>
/// <param name="Accepted">What the devices' outboxes took in.</param>
/// <param name="Received">Of these, what arrived, each counted once.</param>
/// <param name="Dropped">What made way in a full outbox, which the device counts and tells.</param>
/// <param name="Lost">What neither arrived nor was told to be dropped: must be zero.</param>
/// <param name="Doubled">What is kept twice, or was never made: must be zero.</param>
/// <param name="Repeated">What was sent again under its own id because the acknowledgement was lost, and replaced
/// itself.</param>
internal readonly record struct ReportCount(
    long Accepted, long Received, long Dropped, long Lost, long Doubled, long Repeated);

/// <summary>Every report that arrived, by device and number.</summary>
/// <remarks>
/// A device numbers what its outbox accepts without gaps, and the number is the report's id on the wire; the stamp in
/// a report grows from one to the next. So a gap is a report that did not arrive, a stamp that does not grow is a
/// report kept under two ids, and a number beyond the last is one that nobody made. Results without a stamp are known
/// by their number alone.
/// </remarks>
internal sealed class ReportLedger
{
    // Numbers of a device's first start; it starts once in a run. See Core.Agent.Outbox.
    private const uint First = (1 << 20) + 1;
    private const uint Last = (2 << 20) - 1;

    private readonly Dictionary<string, Page> _pages;
    private readonly long _notBeforeMs;

    /// <summary>An empty ledger for the devices of these ids. What carries an older stamp is of an earlier run and does
    /// not count.</summary>
    public ReportLedger(IEnumerable<string> devices, long notBeforeMs)
    {
        _pages = devices.ToDictionary(id => id, _ => new Page(), StringComparer.Ordinal);
        _notBeforeMs = notBeforeMs;
    }

    /// <summary>Notes what arrived.</summary>
    public void Take(FleetReport report)
    {
        bool isOld = report.StampMs < _notBeforeMs && report.StampMs != FleetReport.Unstamped;
        if (isOld || !_pages.TryGetValue(report.Device, out Page? page))
        {
            return;
        }

        lock (page)
        {
            page.Take(report);
        }
    }

    /// <summary>What became of one device's reports, if it accepted so many and dropped so many.</summary>
    /// <param name="device">Its id.</param>
    /// <param name="lastNumber">Number of the newest that it accepted.</param>
    /// <param name="dropped">How many it says it dropped.</param>
    public ReportCount Read(string device, uint lastNumber, int dropped)
    {
        Page page = _pages[device];
        lock (page)
        {
            return page.Read(lastNumber, dropped);
        }
    }

    private sealed class Page
    {
        // Stamp of each report from the first number on; zero for one that has not arrived.
        private readonly List<long> _stamps = [];
        private int _repeated;
        private int _doubled;

        public void Take(FleetReport report)
        {
            if (report.Number is < First or > Last)
            {
                _doubled++;
                return;
            }

            int index = (int)(report.Number - First);
            while (_stamps.Count <= index)
            {
                _stamps.Add(0);
            }

            if (_stamps[index] == 0)
            {
                _stamps[index] = report.StampMs;
            }
            else if (_stamps[index] == report.StampMs)
            {
                _repeated++;
            }
            else
            {
                _doubled++;
            }
        }

        public ReportCount Read(uint lastNumber, int dropped)
        {
            int accepted = lastNumber < First ? 0 : (int)(lastNumber - First + 1);
            int received = 0;
            int doubled = _doubled + Math.Max(0, _stamps.Count - accepted);
            long before = 0;
            foreach (long stamp in _stamps.Where(stamp => stamp != 0))
            {
                received++;
                doubled += stamp > before || stamp == FleetReport.Unstamped ? 0 : 1;
                before = Math.Max(before, stamp);
            }

            int lost = Math.Max(0, accepted - received - dropped);
            return new ReportCount(accepted, received, dropped, lost, doubled, _repeated);
        }
    }
}
