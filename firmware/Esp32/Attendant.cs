using Core.Agent;
using Core.Ports;
using Esp32.Provisioning;

namespace Esp32;

/// <summary>Looks after the person at the board between the agent's turns: the serial console, the light, and some
/// lines about memory whenever the agent's state has changed.</summary>
public sealed class Attendant
{
    private readonly SerialConsole _console;
    private readonly StatusLight _light;
    private readonly Esp32Board _board;
    private readonly ILog _log;
    private AgentState _shown = AgentState.Offline;

    /// <summary>An attendant for this board.</summary>
    public Attendant(SerialConsole console, StatusLight light, Esp32Board board, ILog log)
    {
        _console = console;
        _light = light;
        _board = board;
        _log = log;
    }

    /// <summary>When <see cref="Attend"/> is needed next, in monotonic ms.</summary>
    public long Deadline => _light.Deadline;

    /// <summary>Does what is due; true if the person wants a restart.</summary>
    public bool Attend(AgentCore core, long now)
    {
        _light.Show(now);
        if (core.State != _shown)
        {
            _shown = core.State;
            _log.Write(AgentText.State(_shown), core.Health.Reconnects);
            _log.Write("managed memory free", _board.FreeMemory);
            _log.Write("native memory free", _board.NativeFreeMemory);
            _log.Write("largest native block", _board.LargestNativeBlock);
        }

        return _console.Attend();
    }
}
