namespace Tests.Bench.Il;

/// <summary>What a piece of code asks of an interpreter.</summary>
/// <remarks>
/// The nanoseconds are a model, not a measurement: of the nanoCLR interpreter on a PC, with constants that fit what was
/// measured there (an empty loop turn 25 to 30 ns, a method call 74 to 120, a native call 135 to 150, a new object 90
/// to 118, a byte loop with three compares 101). <see cref="Facts"/> checks the model against those measurements. An
/// ESP32 is very roughly 40 to 120 times slower. What a native call does inside, an HMAC above all, is not in it.
/// </remarks>
internal readonly record struct Cost(long Instructions, long Elements, long Calls, long Natives, long News)
{
    private const double InstructionNs = 4;
    private const double ElementNs = 24;
    private const double CallNs = 80;
    private const double NativeNs = 140;
    private const double NewNs = 90;

    /// <summary>The model in words.</summary>
    public static string Formula =>
        $"ns = {InstructionNs} IL + {ElementNs} element + {CallNs} call + {NativeNs} native + {NewNs} new";

    /// <summary>The model's time for it on a PC.</summary>
    public double Nanoseconds => (Instructions * InstructionNs) + (Elements * ElementNs) + (Calls * CallNs)
        + (Natives * NativeNs) + (News * NewNs);

    public static Cost operator +(Cost one, Cost other) => new(
        one.Instructions + other.Instructions, one.Elements + other.Elements, one.Calls + other.Calls,
        one.Natives + other.Natives, one.News + other.News);

    public static Cost operator *(Cost one, long times) => new(
        one.Instructions * times, one.Elements * times, one.Calls * times, one.Natives * times, one.News * times);

    public static Cost operator /(Cost one, long parts) => new(
        one.Instructions / parts, one.Elements / parts, one.Calls / parts, one.Natives / parts, one.News / parts);
}
