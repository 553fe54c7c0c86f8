using System.Globalization;

namespace Tests.Contract.Budgets;

/// <summary>One line of budgets.txt: what may be spent in the end, and what is agreed on now.</summary>
/// <param name="Limit">The design's bound; never raised to make a test pass.</param>
/// <param name="Agreed">What the last commit that changed this line needed, with a little room.</param>
internal sealed record Budget(int Limit, int Agreed)
{
    private const string Path = "tests/Contract/budgets.txt";

    /// <summary>The budget of this name in the repository's file.</summary>
    public static Budget Named(string name) => Parse(Repository.Read(Path))[name];

    /// <summary>Reads lines of <c>name limit agreed</c>; what follows a # is for people.</summary>
    public static Dictionary<string, Budget> Parse(string text) => text.Split('\n')
        .Select(it => it.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(it => it.Length > 0)
        .ToDictionary(it => it[0], it => new Budget(Number(it[1]), Number(it[2])));

    /// <summary>What is wrong with a measured value, in words that say what to do; null if nothing is.</summary>
    public string? Complaint(string name, int measured)
    {
        if (measured > Limit || Agreed > Limit)
        {
            return $"{name} is {measured}, agreed {Agreed}, and the limit is {Limit}: make it smaller.";
        }

        return measured > Agreed
            ? $"{name} grew to {measured}, agreed were {Agreed}. If it is worth that, write the new number into {Path}."
            : null;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
