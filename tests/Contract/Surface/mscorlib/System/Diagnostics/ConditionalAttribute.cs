using System;

namespace System.Diagnostics;

public sealed class ConditionalAttribute : Attribute
{
    public ConditionalAttribute(string conditionString) { }
    public string ConditionString => throw null;
}
