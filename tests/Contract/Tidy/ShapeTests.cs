using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tests.Contract.Tidy;

/// <summary>The measures find what they are for and spare what comes close.</summary>
[TestClass]
public sealed class ShapeTests
{
    [TestMethod]
    [DataRow(45, 0)]
    [DataRow(46, 1)]
    public void Method_length_counts_from_signature_to_brace(int lines, int found)
    {
        string body = string.Concat(Enumerable.Repeat("i++;\n", lines - 3));
        Assert.HasCount(found, Shape.LongMethods(Class("[A]\n[B]\nvoid M(int i)\n{\n" + body + "}")));
    }

    [TestMethod]
    [DataRow("if (a) { while (a) { try { b(); } finally { } } }", 0)]
    [DataRow("if (a) { while (a) { try { if (a) { } } finally { } } }", 1)]
    [DataRow("for (;;) { foreach (var x in y) { switch (x) { case 1: do { } while (a); break; } } }", 1)]
    [DataRow("if (a) { } else if (a) { } else if (a) { } else if (a) { }", 0)]
    [DataRow("if (a) { if (a) { if (a) { } else if (a) { } } }", 0)]
    [DataRow("if (a) { if (a) { if (a) { } else { if (a) { } } } }", 1)]
    [DataRow("if (a) { if (a) { if (a) { b = () => { if (a) { } }; } } }", 0)]
    [DataRow("using (a) using (a) using (a) { if (a) { } }", 0)]
    public void Nesting_is_counted(string body, int found) =>
        Assert.HasCount(found, Shape.DeepNesting(Class("void M() { " + body + " }")), body);

    [TestMethod]
    public void Nesting_is_counted_in_top_level_statements() =>
        Assert.HasCount(1, Shape.DeepNesting(Root("if (a) { if (a) { if (a) { if (a) { } } } }")));

    [TestMethod]
    [DataRow("class LinkManager { }", 1)]
    [DataRow("enum DeviceInfo { A }", 1)]
    [DataRow("interface IHelper { }", 1)]
    [DataRow("class Base64 { }", 0)]
    [DataRow("class Database { }", 0)]
    public void Empty_names_are_found(string type, int found) =>
        Assert.HasCount(found, Shape.EmptyNames(Root(type)), type);

    [TestMethod]
    [DataRow("int a; void M() { this.a = 1; }", 1)]
    [DataRow("object M() => this;", 0)]
    [DataRow("\n#region A\nint a;\n#endregion\n", 1)]
    public void Needless_words_are_found(string members, int found) =>
        Assert.HasCount(found, Shape.NeedlessWords(Class(members)), members);

    [TestMethod]
    [DataRow("// Call(a);", 1)]
    [DataRow("// if (a) {", 1)]
    [DataRow("// a = b;", 1)]
    [DataRow("// The server says so; we believe it.", 0)]
    [DataRow("// As RFC 6120 has it;", 0)]
    public void Sleeping_code_is_found(string comment, int found) =>
        Assert.HasCount(found, Shape.SleepingCode(Class(comment + "\nint a;")), comment);

    private static SyntaxNode Class(string members) => Root("class Probe {\n" + members + "\n}");

    private static SyntaxNode Root(string source) => CSharpSyntaxTree.ParseText(source).GetRoot();
}
