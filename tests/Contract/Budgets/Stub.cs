using System.Reflection;

namespace Tests.Contract.Budgets;

/// <summary>A port that does nothing: what it would hold is not the measured object's.</summary>
public class Stub : DispatchProxy
{
    /// <summary>A stub of an interface.</summary>
    public static T Of<T>()
        where T : class => Create<T, Stub>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Type result = targetMethod!.ReturnType;
        return result == typeof(string) ? string.Empty
            : result.IsValueType && result != typeof(void) ? Activator.CreateInstance(result)
            : null;
    }
}
