namespace UnitsNet;

public struct Temperature
{
    internal Temperature(double value) => DegreesCelsius = value;

    public double DegreesCelsius { get; }
}

public struct RelativeHumidity
{
    internal RelativeHumidity(double value) => Percent = value;

    public double Percent { get; }
}

public struct Pressure
{
    internal Pressure(double value) => Hectopascals = value;

    public double Hectopascals { get; }
}
