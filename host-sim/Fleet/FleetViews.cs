using Spectre.Console;

namespace HostSim.Fleet;

/// <summary>Tells a run in plain lines, at most one in some seconds: for logs and pipes.</summary>
internal sealed class PlainView(TextWriter output) : IFleetView
{
    private const int EveryMs = 5_000;

    private string _what = "";
    private int _total;
    private long _lastAt;

    /// <inheritdoc/>
    public void Begin(string what, int total)
    {
        (_what, _total, _lastAt) = (what, total, Environment.TickCount64);
        output.WriteLine($"{what}: 0 of {total}");
    }

    /// <inheritdoc/>
    public void Advance(int done)
    {
        long now = Environment.TickCount64;
        if (now - _lastAt >= EveryMs)
        {
            _lastAt = now;
            output.WriteLine($"{_what}: {done} of {_total}");
        }
    }
}

/// <summary>Tells a run in progress bars: for a terminal.</summary>
internal sealed class BarView(ProgressContext context) : IFleetView
{
    private ProgressTask? _task;

    /// <inheritdoc/>
    public void Begin(string what, int total)
    {
        if (_task is not null)
        {
            _task.Value = _task.MaxValue;
            _task.StopTask();
        }

        _task = context.AddTask(Markup.Escape(what), maxValue: Math.Max(1, total));
    }

    /// <inheritdoc/>
    public void Advance(int done) => _task!.Value = done;
}
