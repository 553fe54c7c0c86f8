using System.Reflection;

namespace System;

public class Object
{
    public Object() { }
    public static bool Equals(object objA, object objB) => throw null;
    public virtual bool Equals(object obj) => throw null;
    public virtual int GetHashCode() => throw null;
    public Type GetType() => throw null;
    protected object MemberwiseClone() => throw null;
    public static bool ReferenceEquals(object objA, object objB) => throw null;
    public virtual string ToString() => throw null;
}

public abstract class Delegate
{
    protected Delegate() { }
    public static Delegate Combine(Delegate a, Delegate b) => throw null;
    public override bool Equals(object obj) => throw null;
    public virtual Delegate[] GetInvocationList() => throw null;
    public static Delegate Remove(Delegate source, Delegate value) => throw null;
    public object Target => throw null;
    public static bool operator ==(Delegate d1, Delegate d2) => throw null;
    public static bool operator !=(Delegate d1, Delegate d2) => throw null;
}

public abstract class MulticastDelegate : Delegate
{
    protected MulticastDelegate() { }
    public override bool Equals(object obj) => throw null;
    public static bool operator ==(MulticastDelegate d1, MulticastDelegate d2) => throw null;
    public static bool operator !=(MulticastDelegate d1, MulticastDelegate d2) => throw null;
}

public delegate void Action();

public abstract class MarshalByRefObject
{
    protected MarshalByRefObject() { }
}

public class EventArgs
{
    public EventArgs() { }
}

public interface IDisposable
{
    void Dispose();
}

public interface ICloneable
{
    object Clone();
}

public interface IComparable
{
    int CompareTo(object obj);
}

public abstract class Type : MemberInfo, IReflect
{
    protected Type() { }
    public abstract string FullName { get; }
    public static Type GetTypeFromHandle(RuntimeTypeHandle handle) => throw null;
    public override string ToString() => throw null;
}
