using System;

namespace nanoFramework.TestFramework;

public class TestClassAttribute : Attribute
{
    public TestClassAttribute() { }
}

public class TestMethodAttribute : Attribute
{
    public TestMethodAttribute() { }
}

[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public class DataRowAttribute : Attribute
{
    public DataRowAttribute(params object[] methodParameters) { }
}

public class SetupAttribute : Attribute
{
    public SetupAttribute() { }
}

public class CleanupAttribute : Attribute
{
    public CleanupAttribute() { }
}
