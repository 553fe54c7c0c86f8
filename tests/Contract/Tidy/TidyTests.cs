using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Tests.Contract.Tidy;

/// <summary>The style that can be counted, over every C# file of the repository.</summary>
[TestClass]
public sealed partial class TidyTests(TestContext context)
{
    private const int MostFileLines = 300;

    private const int MostColumns = 120;

    /// <summary>What a folder's files should be like in the middle; told, not enforced.</summary>
    private const int MedianFileLines = 100;

    /// <summary>The names there are the class library's.</summary>
    private static readonly string[] Surfaces = ["tests/Contract/Surface/", "tests/NanoShim/Api/"];

    [TestMethod]
    public void Files_are_short()
    {
        (string Path, int Lines)[] files = [.. Repository.Sources().Select(it => (it, Lines(it).Length))];
        foreach (IGrouping<string, int> group in files.GroupBy(it => Group(it.Path), it => it.Lines))
        {
            int[] sorted = [.. group.Order()];
            int median = sorted[sorted.Length / 2];
            string remark = median > MedianFileLines ? " (long)" : string.Empty;
            context.WriteLine($"{group.Key}: {sorted.Length} files, median {median}, longest {sorted[^1]}{remark}");
        }

        AssertNone(files.Where(it => it.Lines > MostFileLines).Select(it => $"{it.Path} has {it.Lines} lines"));
    }

    [TestMethod]
    public void Lines_are_short() => AssertNone(
        from path in Repository.Sources()
        from line in Lines(path).Index()
        where line.Item.Length > MostColumns
        select $"{path}:{line.Index + 1} has {line.Item.Length} characters");

    [TestMethod]
    public void Nothing_is_put_off() => AssertNone(
        from path in Repository.Sources()
        from line in Lines(path).Index()
        where PutOff().IsMatch(line.Item)
        select $"{path}:{line.Index + 1}: {line.Item.Trim()}");

    [TestMethod]
    public void Methods_are_short() => AssertNone(Everywhere(Shape.LongMethods));

    [TestMethod]
    public void Nesting_is_shallow() => AssertNone(Everywhere(Shape.DeepNesting));

    [TestMethod]
    public void Names_say_what_a_type_is() => AssertNone(
        Everywhere(Shape.EmptyNames).Where(it => !Surfaces.Any(folder => it.StartsWith(folder))));

    [TestMethod]
    public void No_needless_words() => AssertNone(Everywhere(Shape.NeedlessWords));

    [TestMethod]
    public void No_sleeping_code() => AssertNone(Everywhere(Shape.SleepingCode));

    // The words are written apart, or this file would find itself.
    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b")]
    private static partial Regex PutOff();

    private static IEnumerable<string> Everywhere(Func<SyntaxNode, IEnumerable<string>> measure) =>
        from path in Repository.Sources()
        from breach in measure(Repository.Parsed(path))
        select $"{path}: {breach}";

    private static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Repository.Root, path));

    /// <summary>The first two folders of a path.</summary>
    private static string Group(string path) => string.Join('/', path.Split('/')[..^1].Take(2));

    private static void AssertNone(IEnumerable<string> breaches)
    {
        string[] found = [.. breaches];
        Assert.IsEmpty(found, string.Join('\n', found));
    }
}
