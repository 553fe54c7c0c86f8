namespace HostSim.Testing;

/// <summary>One pin in a test.</summary>
public sealed class WorldPin
{
    private readonly WorldDevice _device;
    private readonly int _number;
    private readonly TimeSpan _patience;

    internal WorldPin(WorldDevice device, int number, TimeSpan patience)
    {
        _device = device;
        _number = number;
        _patience = patience;
    }

    /// <summary>Its level: 0 or 1.</summary>
    public int Level => _device.Inner.Board.ReadPin(_number);

    /// <summary>Expects it to be high now.</summary>
    /// <exception cref="WorldException">It is low.</exception>
    public void ShouldBeHigh() => ShouldBe(1);

    /// <summary>Expects it to be low now.</summary>
    /// <exception cref="WorldException">It is high.</exception>
    public void ShouldBeLow() => ShouldBe(0);

    /// <summary>Expects it to become high in the device's own time.</summary>
    /// <exception cref="WorldException">It stayed low.</exception>
    public Task ShouldBecomeHighAsync() => ShouldBecomeAsync(1);

    /// <summary>Expects it to become low in the device's own time.</summary>
    /// <exception cref="WorldException">It stayed high.</exception>
    public Task ShouldBecomeLowAsync() => ShouldBecomeAsync(0);

    /// <summary>Drives an input, as a button or a contact does.</summary>
    /// <exception cref="WorldException">It is an output.</exception>
    public void Drive(int level) => Expectation.Holds(
        _device.Inner.Board.DriveInput(_number, level), () => "it is an output", $"{Name} to be an input");

    private string Name => $"pin {_number} of {_device.Id}";

    private static string Word(int level) => level == 1 ? "high" : "low";

    private void ShouldBe(int level) =>
        Expectation.Holds(Level == level, () => $"it is {Word(Level)}", $"{Name} to be {Word(level)}");

    private Task ShouldBecomeAsync(int level) => Expectation.HoldsAsync(
        () => Level == level, () => $"it is {Word(Level)}", $"{Name} to become {Word(level)}", _patience);
}
