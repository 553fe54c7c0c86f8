namespace HostSim.Operator.Imip;

/// <summary>One block as the operator sees it.</summary>
/// <param name="First">The first line.</param>
/// <param name="Headers">Names and values; the first of one name counts.</param>
/// <param name="Body">What stands behind them.</param>
internal sealed record ImipFrame(string First, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The first word.</summary>
    public string Verb => First.Split(' ')[0];

    /// <summary>The second word; empty for none.</summary>
    public string Word => First.Split(' ') is [_, string word, ..] ? word : "";

    /// <summary>A header's value; empty if it is not there.</summary>
    public string this[string name] => Headers.TryGetValue(name, out string? value) ? value : "";
}
