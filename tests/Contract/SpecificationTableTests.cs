namespace Tests.Contract;

/// <summary>The README's table of extensions and the protocol files say the same.</summary>
[TestClass]
public sealed class SpecificationTableTests
{
    private const string Readme = """
        # Agent

        | 0001 | not in the table | firmware/Core/A.cs |

        ## Specifications

        | XEP | what | where |
        |---|---|---|
        | 0198 | Stream Management | firmware/Core/B.cs |
        | 0115 | Capabilities | `firmware/Core/C.cs`, firmware/Core/D.cs |

        ## Next

        | 0002 | not in the table | firmware/Core/A.cs |
        """;

    private static readonly Dictionary<string, string> s_agreed = new()
    {
        ["firmware/Core/A.cs"] = "namespace Core;",
        ["firmware/Core/B.cs"] = "/// XEP-0198",
        ["firmware/Core/C.cs"] = "/// <summary>XEP-0115, XEP-0115</summary>",
        ["firmware/Core/D.cs"] = "using Core;\n\n// as XEP-0115 has it",
    };

    [TestMethod]
    public void Readme_and_core_agree()
    {
        Dictionary<string, string> sources =
            Repository.Sources("firmware/").ToDictionary(it => it, Repository.Read);
        string[] found = [.. SpecificationTable.Disagreements(Repository.Read("README.md"), sources)];
        Assert.IsEmpty(found, string.Join('\n', found));
    }

    [TestMethod]
    public void Agreement_is_silent() => Assert.IsEmpty(SpecificationTable.Disagreements(Readme, s_agreed));

    [TestMethod]
    [DataRow("firmware/Core/B.cs", "namespace Core;", "README.md lists firmware/Core/B.cs")]
    [DataRow("firmware/Core/B.cs", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n// XEP-0198", "README.md lists")]
    [DataRow("firmware/Core/A.cs", "// XEP-0050", "firmware/Core/A.cs says XEP-0050")]
    [DataRow("firmware/Core/B.cs", "// XEP-0198 and XEP-0030", "firmware/Core/B.cs says XEP-0030")]
    public void Disagreement_is_told(string file, string source, string told)
    {
        Dictionary<string, string> sources = new(s_agreed) { [file] = source };
        string[] found = [.. SpecificationTable.Disagreements(Readme, sources)];
        Assert.HasCount(1, found, string.Join('\n', found));
        Assert.StartsWith(told, found[0]);
    }

    [TestMethod]
    public void File_that_is_gone_is_told()
    {
        Dictionary<string, string> sources = new(s_agreed);
        sources.Remove("firmware/Core/D.cs");
        Assert.HasCount(1, SpecificationTable.Disagreements(Readme, sources));
    }

    [TestMethod]
    public void Missing_table_is_told() =>
        Assert.HasCount(1, SpecificationTable.Disagreements("# Agent", new Dictionary<string, string>()));
}
