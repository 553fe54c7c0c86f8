namespace UnitsNet;

public struct Pressure
{
    public double Hectopascals => throw null;
}
