namespace System;

public struct Boolean
{
    public static readonly string FalseString;
    public override string ToString() => throw null;
    public static readonly string TrueString;
}

public struct Char
{
    public const char MaxValue = '\uffff';
    public const char MinValue = '\u0000';
    public char ToLower() => throw null;
    public override string ToString() => throw null;
    public char ToUpper() => throw null;
}

public struct Double
{
    public int CompareTo(double value) => throw null;
    public static bool IsInfinity(double d) => throw null;
    public static bool IsNaN(double d) => throw null;
    public static bool IsNegativeInfinity(double d) => throw null;
    public static bool IsPositiveInfinity(double d) => throw null;
    public const double MaxValue = 1.7976931348623157E+308;
    public const double MinValue = -1.7976931348623157E+308;
    public static double Parse(string s) => throw null;
    public override string ToString() => throw null;
    public string ToString(string format) => throw null;
    public static bool TryParse(string s, out double result) => throw null;
}

public struct Single
{
    public int CompareTo(float value) => throw null;
    public static bool IsInfinity(float f) => throw null;
    public static bool IsNaN(float f) => throw null;
    public static bool IsNegativeInfinity(float f) => throw null;
    public static bool IsPositiveInfinity(float f) => throw null;
    public static float Parse(string s) => throw null;
    public override string ToString() => throw null;
    public string ToString(string format) => throw null;
    public static bool TryParse(string s, out float result) => throw null;
}

public struct IntPtr
{
}

public struct UIntPtr
{
}

public struct Void
{
}

public abstract class ValueType
{
    protected ValueType() { }
    public override bool Equals(object obj) => throw null;
}

public abstract class Enum : ValueType
{
    protected Enum() { }
    public bool HasFlag(Enum flag) => throw null;
    public override string ToString() => throw null;
}

public struct RuntimeFieldHandle
{
}

public struct RuntimeTypeHandle
{
}

public struct RuntimeMethodHandle
{
}
