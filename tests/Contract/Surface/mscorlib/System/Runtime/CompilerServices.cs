using System;

namespace System.Runtime.CompilerServices;

public sealed class ExtensionAttribute : Attribute
{
    public ExtensionAttribute() { }
}

public static class IsExternalInit
{
}

public static class RuntimeHelpers
{
    public static object GetObjectValue(object obj) => throw null;
    public static void InitializeArray(Array array, RuntimeFieldHandle fldHandle) => throw null;
    public static int OffsetToStringData => throw null;
    public static void RunClassConstructor(RuntimeTypeHandle type) => throw null;
}
