namespace System;

public sealed class Version
{
    public Version(int major, int minor) { }
    public override string ToString() => throw null;
}
