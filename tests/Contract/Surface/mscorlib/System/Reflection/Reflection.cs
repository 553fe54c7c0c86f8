using System;

namespace System.Reflection;

public sealed class AssemblyVersionAttribute : Attribute
{
    public AssemblyVersionAttribute(string version) { }
    public string Version => throw null;
}

public sealed class DefaultMemberAttribute : Attribute
{
    public DefaultMemberAttribute(string memberName) { }
    public string MemberName => throw null;
}

public interface IReflect
{
}

public abstract class MemberInfo
{
    protected MemberInfo() { }
}
