using System;

namespace System.Runtime.CompilerServices;

public sealed class ExtensionAttribute : Attribute
{
    public ExtensionAttribute() { }
}

public sealed class InternalsVisibleToAttribute : Attribute
{
    public InternalsVisibleToAttribute(string assemblyName) { }
    public string AssemblyName => throw null;
}

public static class IsExternalInit
{
}

public sealed class MethodImplAttribute : Attribute
{
    public MethodImplAttribute() { }
    public MethodImplAttribute(MethodImplOptions methodImplOptions) { }
    public MethodImplAttribute(short _value) { }
    public MethodCodeType MethodCodeType;
    public MethodImplOptions Value => throw null;
}

public enum MethodImplOptions
{
    Unmanaged = 4,
    NoInlining = 8,
    ForwardRef = 16,
    Synchronized = 32,
    PreserveSig = 128,
    InternalCall = 4096,
}

public enum MethodCodeType
{
    IL = 0,
    Native = 1,
    OPTIL = 2,
    Runtime = 3,
}

public static class RuntimeHelpers
{
    public static object GetObjectValue(object obj) => throw null;
    public static void InitializeArray(Array array, RuntimeFieldHandle fldHandle) => throw null;
    public static int OffsetToStringData => throw null;
    public static void RunClassConstructor(RuntimeTypeHandle type) => throw null;
}
