using Core.Commands;
using Core.Ports;

namespace Core.Agent;

/// <summary>Decides when readings are reported: at intervals, and at once when one has moved beyond the
/// dead-band.</summary>
public sealed class Sampler
{
    // Sensors of this kind do not change faster than a person would want to know.
    private const int LookEveryMs = 5_000;

    private readonly IBoard _board;
    private readonly SensorCommands _sensors;
    private readonly Settings _settings;
    private readonly long[] _reported;
    private readonly FieldList _fields = new(Limits.Result);
    private long _lastReport;
    private long _lastLook;

    /// <summary>Reports of this board's sensors.</summary>
    public Sampler(IBoard board, SensorCommands sensors, Settings settings)
    {
        _board = board;
        _sensors = sensors;
        _settings = settings;
        _reported = new long[board.SensorCount];
        for (int i = 0; i < _reported.Length; i++)
        {
            _reported[i] = Sensor.Absent;
        }
    }

    /// <summary>When <see cref="Take"/> is needed next.</summary>
    public long Deadline
    {
        get
        {
            int every = _settings.Get(Settings.ReportEvery);
            long deadline = every == 0 ? Engine.Never : _lastReport + every * 1000L;
            long look = _settings.Get(Settings.ReportDeadBand) == 0 ? Engine.Never : _lastLook + LookEveryMs;
            return look < deadline ? look : deadline;
        }
    }

    /// <summary>Starts the clock of the intervals.</summary>
    public void Start(long now) => _lastReport = _lastLook = now;

    /// <summary>The report that is due, or null. However late it comes, it is one.</summary>
    public FieldList Take(long now)
    {
        int every = _settings.Get(Settings.ReportEvery);
        bool due = every > 0 && now - _lastReport >= every * 1000L;
        if (!due && !HasMoved(now))
        {
            return null;
        }

        _lastReport = _lastLook = now;
        _fields.Clear();
        _sensors.ReadAll(_fields);
        for (int i = 0; i < _reported.Length; i++)
        {
            _reported[i] = _board.ReadSensor(i);
        }

        return _fields.Length == 0 ? null : _fields;
    }

    private bool HasMoved(long now)
    {
        int deadBand = _settings.Get(Settings.ReportDeadBand);
        if (deadBand == 0 || now - _lastLook < LookEveryMs)
        {
            return false;
        }

        _lastLook = now;
        for (int i = 0; i < _reported.Length; i++)
        {
            long value = _board.ReadSensor(i);
            bool appeared = (value == Sensor.Absent) != (_reported[i] == Sensor.Absent);
            long moved = appeared ? 0 : value - _reported[i];
            if (appeared || moved > deadBand || -moved > deadBand)
            {
                return true;
            }
        }

        return false;
    }
}
