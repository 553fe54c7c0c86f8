namespace HostSim.ImipServer.Wire;

/// <summary>What a reader found.</summary>
public enum Finding
{
    /// <summary>A block.</summary>
    Block = 0,

    /// <summary>A block that was too large; its body is skipped.</summary>
    Oversized = 1,

    /// <summary>No block; where the next one would begin is unknown.</summary>
    Malformed = 2,
}

/// <summary>A block as it came in.</summary>
/// <param name="Finding">Whether it is one.</param>
/// <param name="Verb">Its first word.</param>
/// <param name="Argument">What stands behind it on the first line.</param>
/// <param name="Headers">Names and values in their order.</param>
/// <param name="Body">What stands behind the headers.</param>
public sealed record InboundBlock(
    Finding Finding, string Verb, string Argument, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    /// <summary>What is no block.</summary>
    public static InboundBlock Bad { get; } = new(Finding.Malformed, "", "", [], []);

    /// <summary>The value of the first header of this name, in any case; null if there is none.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The sender's number of the block, 1 to 4,294,967,295; zero if it has none.</summary>
    public uint Id => Number("ID");

    /// <summary>The number of the block that this one answers; zero if it has none.</summary>
    public uint Reference => Number("Reference");

    private uint Number(string name) => uint.TryParse(
        Header(name), System.Globalization.NumberStyles.None, null, out uint number) ? number : 0;
}
