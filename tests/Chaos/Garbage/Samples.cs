using System.Text;

namespace Tests.Chaos.Garbage;

/// <summary>Code whose use of the device's heap was measured on the interpreter, with the bytes it takes.</summary>
internal static class Samples
{
    private static readonly byte[] s_bytes = new byte[8];
    private static readonly string s_text = new('a', 99);

    private static object? s_kept;

    [Takes(0)]
    public static void Nothing() => Array.Clear(s_bytes, 0, s_bytes.Length);

    [Takes(0)]
    public static void StaticText() => Keep(s_text);

    [Takes(12)]
    public static void Literal() => Keep("literal");

    [Takes(12)]
    public static void Encodings() => Keep(Encoding.UTF8);

    [Takes(24)]
    public static void BoxedNumber() => Keep(s_bytes.Length);

    [Takes(12)]
    public static void EmptyObject() => Keep(new object());

    [Takes(36)]
    public static void ObjectWithTwoFields() => Keep(new Pair());

    [Takes(60)]
    public static void Bytes() => Keep(new byte[32]);

    [Takes(1044)]
    public static void ManyBytes() => Keep(new byte[1024]);

    [Takes(420)]
    public static void Ints() => Keep(new int[100]);

    [Takes(12 + 120)]
    public static void TextsOf100Characters() => Keep(string.Concat(s_text, "b"));

    [Takes(72)]
    public static void Exceptions() => Keep(new InvalidOperationException());

    [Takes(24)]
    public static void LiteralInEachTurn()
    {
        for (int i = 0; i < 2; i++)
        {
            Keep(i == 0 ? "even" : "odd");
        }
    }

    private static void Keep(object kept) => s_kept = kept == s_kept ? null : kept;

    private sealed class Pair
    {
        public bool Flag { get; set; }

        public long Number { get; set; }
    }
}

/// <summary>How many bytes of the device's heap a method takes.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TakesAttribute(int bytes) : Attribute
{
    /// <summary>The bytes.</summary>
    public int Bytes => bytes;
}
