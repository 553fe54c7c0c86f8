namespace Tests.Integration.Wire;

/// <summary>What went through a connection up to one moment, as TCP carried it.</summary>
/// <param name="BytesUp">Bytes from the device.</param>
/// <param name="BytesDown">Bytes to the device.</param>
internal readonly record struct Traffic(long BytesUp, long BytesDown)
{
    /// <summary>What came after an earlier moment.</summary>
    public static Traffic operator -(Traffic later, Traffic earlier) =>
        new(later.BytesUp - earlier.BytesUp, later.BytesDown - earlier.BytesDown);
}
