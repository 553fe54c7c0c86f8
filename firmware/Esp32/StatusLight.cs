using Core;

namespace Esp32;

/// <summary>Blinks a code on a light: so many short flashes, then a pause. Does nothing unless there is a code, because
/// the pin is one of the agent's outputs.</summary>
public sealed class StatusLight
{
    private const int StepMs = 200;
    private const int PauseSteps = 7;

    private readonly Esp32Board _board;
    private readonly int _pin;
    private int _code;

    /// <summary>A dark light on this pin; -1 for none.</summary>
    public StatusLight(Esp32Board board, int pin)
    {
        _board = board;
        _pin = pin;
    }

    /// <summary>When <see cref="Show"/> is needed next, in monotonic ms.</summary>
    public long Deadline = Engine.Never;

    /// <summary>From now on flashes so many times; zero for dark and left alone.</summary>
    public void Blink(int code)
    {
        _code = _pin < 0 ? 0 : code;
        Deadline = _code == 0 ? Engine.Never : 0;
    }

    /// <summary>Brings the light to what the code says now.</summary>
    public void Show(long now)
    {
        if (_code == 0 || now < Deadline)
        {
            return;
        }

        long step = now / StepMs;
        int inTurn = (int)(step % (2 * _code + PauseSteps));
        _board.WritePin(_pin, inTurn < 2 * _code && inTurn % 2 == 0 ? 1 : 0);
        Deadline = (step + 1) * StepMs;
    }
}
