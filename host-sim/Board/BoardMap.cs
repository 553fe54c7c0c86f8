using Core.Ports;

namespace HostSim.Board;

/// <summary>A pin as the map of a board names it.</summary>
/// <param name="Number">The number printed beside it.</param>
/// <param name="Mode">How it is used.</param>
/// <param name="Label">What is wired to it.</param>
/// <param name="Rest">Level while nobody drives it.</param>
public sealed record PinSpec(int Number, PinMode Mode, string Label, int Rest);

/// <summary>A sensor as the map of a board names it.</summary>
/// <param name="Name">Name on the wire.</param>
/// <param name="Unit">Unit as in SenML (RFC 8428).</param>
/// <param name="Minimum">Least value that the sensor can show, in thousandths.</param>
/// <param name="Maximum">Greatest value that the sensor can show, in thousandths.</param>
/// <param name="Model">What it measures until somebody sets it.</param>
public sealed record SensorSpec(string Name, string Unit, long Minimum, long Maximum, SensorModel Model);

/// <summary>Which pins and sensors a board has.</summary>
/// <param name="Model">What the board is, for people.</param>
/// <param name="Pins">Its pins.</param>
/// <param name="Sensors">Its sensors.</param>
/// <param name="Seed">What the noise of its sensors is drawn from.</param>
public sealed record BoardMap(string Model, IReadOnlyList<PinSpec> Pins, IReadOnlyList<SensorSpec> Sensors, int Seed)
{
    /// <summary>An ESP32-DevKitC with a relay board, a button, two contacts and four sensors. The day of its weather
    /// lasts ten minutes, so that a person watching sees it change.</summary>
    public static BoardMap DevKitC(int seed)
    {
        const long shortDayMs = 10 * 60 * 1000;
        const long noiseStepMs = 1000;
        return new BoardMap(
            "ESP32-DevKitC (simulated)",
            [
                new PinSpec(0, PinMode.Input, "BOOT button", 1),
                new PinSpec(2, PinMode.Output, "LED", 0),
                new PinSpec(4, PinMode.Output, "output 4", 0),
                new PinSpec(5, PinMode.Output, "output 5", 0),
                new PinSpec(15, PinMode.Input, "input 15", 0),
                new PinSpec(18, PinMode.Output, "relay 1", 0),
                new PinSpec(19, PinMode.Output, "relay 2", 0),
                new PinSpec(34, PinMode.Input, "door contact", 0),
                new PinSpec(35, PinMode.Input, "motion", 0),
            ],
            [
                new SensorSpec("Temperature", "Cel", -40_000, 125_000,
                    new NoiseModel(new DayCurveModel(21_000, 4_000, shortDayMs), 50, seed, noiseStepMs)),
                new SensorSpec("Humidity", "%RH", 0, 100_000,
                    new NoiseModel(new DayCurveModel(48_000, -9_000, shortDayMs), 200, seed + 1, noiseStepMs)),
                new SensorSpec("Battery", "V", 0, 6_000,
                    new NoiseModel(new ConstantModel(3_920), 8, seed + 2, noiseStepMs)),
                new SensorSpec("Pressure", "hPa", 300_000, 1_100_000,
                    new NoiseModel(new DayCurveModel(1_013_250, 1_500, shortDayMs), 60, seed + 3, noiseStepMs)),
            ],
            seed);
    }
}
