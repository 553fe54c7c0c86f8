using Core.Bytes;
using Core.Commands;
using Core.Ports;

namespace Core.Agent;

/// <summary>Commands that read sensors and set how often they are reported.</summary>
public sealed class SensorCommands : CommandGroup
{
    private const int Read = 0;

    // Less than 5 s would fill a small connection with telemetry; the rest of a day is what config.set takes.
    private const int ShortestReportS = 5;

    private readonly IBoard _board;
    private readonly Settings _settings;
    private readonly byte[][] _names;

    /// <inheritdoc/>
    public override CommandSpec[] Specs { get; }

    /// <summary>Commands of this board's sensors.</summary>
    public SensorCommands(IBoard board, Settings settings)
    {
        _board = board;
        _settings = settings;
        _names = new byte[board.SensorCount][];
        for (int i = 0; i < _names.Length; i++)
        {
            _names[i] = Utf8.Bytes(board.SensorName(i));
        }

        Specs = new CommandSpec[]
        {
            new("sensor.read", "Read one sensor or all", Role.Read, new ArgumentSpec[]
            {
                new("name", ArgumentType.Text, 1, 32, true),
            }),
            new("report.every", "Report each so many seconds, 0 for never", Role.Control, new ArgumentSpec[]
            {
                new("seconds", ArgumentType.Integer, 0, Settings.Maximum(Settings.ReportEvery), false),
            }),
        };
    }

    /// <inheritdoc/>
    public override Outcome Run(int index, CommandCall call, long now)
    {
        if (index == Read)
        {
            return ReadSensors(call);
        }

        long seconds = call.Integer(0, 0);
        if (seconds > 0 && seconds < ShortestReportS)
        {
            seconds = ShortestReportS;
        }

        call.Result.Add("seconds", seconds, "s");
        return _settings.Set(Settings.ReportEvery, seconds) ? Outcome.Done : Outcome.Failed;
    }

    /// <summary>Adds every reading that is there; an absent sensor is left out, not zero.</summary>
    public void ReadAll(FieldList fields)
    {
        for (int i = 0; i < _names.Length; i++)
        {
            Add(fields, i);
        }
    }

    private Outcome ReadSensors(CommandCall call)
    {
        Slice name = call.Value(0);
        if (name.Bytes == null)
        {
            ReadAll(call.Result);
            return Outcome.Done;
        }

        for (int i = 0; i < _names.Length; i++)
        {
            if (name.Is(_names[i]))
            {
                return Add(call.Result, i) ? Outcome.Done : Outcome.Failed;
            }
        }

        return Outcome.Failed;
    }

    private bool Add(FieldList fields, int sensor)
    {
        long value = _board.ReadSensor(sensor);
        if (value == Sensor.Absent)
        {
            return false;
        }

        fields.AddThousandths(_board.SensorName(sensor), value, _board.SensorUnit(sensor));
        return true;
    }
}
