namespace Core;

/// <summary>Assertions about our own code. They stay on in the device: a wrong state is worse than a restart.</summary>
public static class Check
{
    /// <summary>Throws when <paramref name="condition"/> is false: a bug of ours, never the peer's doing.</summary>
    public static void That(bool condition)
    {
        if (!condition)
        {
            throw new System.InvalidOperationException();
        }
    }
}
