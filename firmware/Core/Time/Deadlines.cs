namespace Core.Time;

/// <summary>Arithmetic of deadlines, in monotonic ms.</summary>
public static class Deadlines
{
    /// <summary>The one that comes first.</summary>
    public static long Earlier(long one, long other) => one < other ? one : other;
}
