namespace Tests.Integration.Wire;

/// <summary>What went through a connection at one moment.</summary>
/// <param name="BytesUp">Bytes from the device as TCP carried them, TLS included.</param>
/// <param name="BytesDown">Bytes to the device as TCP carried them.</param>
/// <param name="ApplicationUp">Bytes inside TLS 1.3 application records from the device; the end of the handshake and
/// key tickets count too, so only differences after login are exact.</param>
/// <param name="ApplicationDown">The same towards the device.</param>
/// <param name="RecordsUp">TLS records from the device.</param>
/// <param name="RoundTrips">Flights from the device, each of which waits for an answer, and one for TCP.</param>
internal readonly record struct Traffic(
    long BytesUp, long BytesDown, long ApplicationUp, long ApplicationDown, int RecordsUp, int RoundTrips)
{
    /// <summary>What came after an earlier moment.</summary>
    public static Traffic operator -(Traffic later, Traffic earlier) => new(
        later.BytesUp - earlier.BytesUp,
        later.BytesDown - earlier.BytesDown,
        later.ApplicationUp - earlier.ApplicationUp,
        later.ApplicationDown - earlier.ApplicationDown,
        later.RecordsUp - earlier.RecordsUp,
        later.RoundTrips - earlier.RoundTrips);
}
