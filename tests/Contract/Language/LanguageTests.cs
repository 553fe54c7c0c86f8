using Microsoft.CodeAnalysis.CSharp;

namespace Tests.Contract.Language;

/// <summary>Device code says nothing that the device does not run; and each rule finds what it is there to
/// find.</summary>
[TestClass]
public sealed class LanguageTests
{
    public static IEnumerable<string> Names => Rules.All.Select(it => it.Name);

    public static IEnumerable<(string Rule, string Snippet)> Breaches =>
        Rules.All.SelectMany(rule => rule.Bad.Select(snippet => (rule.Name, snippet)));

    public static IEnumerable<(string Rule, string Snippet)> NearMisses =>
        Rules.All.SelectMany(rule => rule.Good.Select(snippet => (rule.Name, snippet)));

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Sources_keep(string rule)
    {
        Rule kept = Named(rule);
        IEnumerable<string> breaches = kept.Scope switch
        {
            Scope.Core => kept.Breaches(DeviceCompiler.Core, "firmware/"),
            Scope.Firmware => kept.Breaches(DeviceCompiler.Firmware, "firmware/"),
            _ => kept.Breaches(DeviceCompiler.Firmware, "firmware/")
                .Concat(kept.Breaches(DeviceCompiler.Units, "tests/")),
        };
        string[] found = [.. breaches];
        Assert.IsEmpty(found, string.Join('\n', found));
    }

    [TestMethod]
    [DynamicData(nameof(Breaches))]
    public void Finds(string rule, string snippet) => Assert.IsNotEmpty(BreachesIn(rule, snippet), snippet);

    [TestMethod]
    [DynamicData(nameof(NearMisses))]
    public void Spares(string rule, string snippet) => Assert.IsEmpty(BreachesIn(rule, snippet), snippet);

    private static Rule Named(string name) => Rules.All.Single(it => it.Name == name);

    private static IEnumerable<string> BreachesIn(string rule, string snippet)
    {
        CSharpCompilation compiled = DeviceCompiler.Snippet("namespace Core;\nclass Snippet\n{\n" + snippet + "\n}\n");
        return Named(rule).Breaches(compiled, "firmware/");
    }
}
