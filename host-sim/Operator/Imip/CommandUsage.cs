namespace HostSim.Operator.Imip;

/// <summary>A command's arguments in their order, as the device's own help tells them.</summary>
/// <remarks>
/// <code>
/// help = line *( LF line )       line = command *( " " argument / " [" argument "]" ) " - " summary
/// </code>
/// </remarks>
internal sealed record CommandUsage(string Command, IReadOnlyList<string> Arguments)
{
    /// <summary>Reads the answer to help.</summary>
    public static Dictionary<string, CommandUsage> Read(string help) => help.Split('\n')
        .Select(line => line.Split(" - ")[0].Trim().Split(' '))
        .Where(words => words[0].Length > 0)
        .DistinctBy(words => words[0])
        .ToDictionary(words => words[0], words =>
            new CommandUsage(words[0], [.. words.Skip(1).Select(word => word.Trim('[', ']'))]));

    /// <summary>The command line with these arguments; null with what is wrong if it cannot be written, because an
    /// argument in the middle is missing or one is not the command's.</summary>
    public string? Line(IReadOnlyDictionary<string, string> arguments, out string problem)
    {
        string? stray = arguments.Keys.FirstOrDefault(name => !Arguments.Contains(name));
        string[] given = [.. Arguments.TakeWhile(arguments.ContainsKey)];
        string? missing = given.Length < arguments.Count ? Arguments.Skip(given.Length).FirstOrDefault() : null;
        problem = stray is not null ? $"there is no argument '{stray}'"
            : missing is not null ? $"{missing} is missing" : "";
        return problem.Length > 0 ? null : string.Join(' ', given.Select(name => arguments[name]).Prepend(Command));
    }
}
