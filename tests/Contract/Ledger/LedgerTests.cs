using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Tests.Contract.Budgets;

namespace Tests.Contract.Ledger;

/// <summary>What the firmware takes of flash and heap by the ledger, on machines that have no metadata
/// processor.</summary>
[TestClass]
public sealed class LedgerTests(TestContext context)
{
    /// <summary>Most that one assembly should hold of byte code or texts: the format ends at 64 KiB.</summary>
    private const int Most = 48 * 1024;

    private static readonly string[] s_core = ["Core", "Xmpp", "Courier"];

    public static IEnumerable<object[]> Assemblies =>
        from assembly in DeviceAssembly.All
        from level in new[] { OptimizationLevel.Debug, OptimizationLevel.Release }
        select new object[] { assembly.Folder, level };

    [TestMethod]
    [DynamicData(nameof(Assemblies))]
    public void Assembly_stays_below_the_limits_of_the_format(string folder, OptimizationLevel level)
    {
        PeLedger ledger = Of(folder, level);
        context.WriteLine($"Agent.{folder} {level}: {ledger.Total} B of .pe, {ledger.Heap} B of heap");
        context.WriteLine($"code {ledger.ByteCode}, strings {ledger.Strings}, signatures {ledger.Signatures}, "
            + $"{ledger.Methods} methods, {ledger.Fields} fields, {ledger.Statics} statics, {ledger.Types} types");
        foreach ((string space, int bytes) in ledger.BySpace.OrderByDescending(it => it.Value))
        {
            context.WriteLine($"{bytes,7} {space}");
        }

        Assert.IsLessThan(Most, ledger.ByteCode);
        Assert.IsLessThan(Most, ledger.Strings);
    }

    [TestMethod]
    public void Core_fits_into_flash()
    {
        int total = s_core.Sum(it => Of(it, OptimizationLevel.Release).Total);
        context.WriteLine($"core-pe-bytes: {total}");
        string? complaint = Budget.Named("core-pe-bytes").Complaint("core-pe-bytes", total);
        Assert.IsNull(complaint, complaint);
    }

    [TestMethod]
    public void Method_costs_its_record_its_name_and_its_code()
    {
        PeLedger without = Of("class A { }");
        PeLedger with = Of("class A { void Name() { } }");
        Assert.AreEqual(16 + "Name".Length + 1 + 1, with.Total - without.Total, "the signature is the constructor's");
        Assert.AreEqual(2, with.Heap - without.Heap);
    }

    [TestMethod]
    public void Constant_costs_nothing()
    {
        PeLedger without = Of("class A { }");
        PeLedger with = Of("class A { const ulong Name = 7; }");
        Assert.AreEqual(without.Total, with.Total);
        Assert.AreEqual(without.Heap, with.Heap);
    }

    [TestMethod]
    public void Static_costs_a_block_of_heap()
    {
        PeLedger without = Of("class A { int _name; }");
        PeLedger with = Of("class A { static int _name; }");
        Assert.AreEqual(without.Total, with.Total);
        Assert.AreEqual(12, with.Heap - without.Heap);
    }

    [TestMethod]
    public void Name_counts_once()
    {
        PeLedger one = Of("class A { int _name; }");
        PeLedger two = Of("class A { int _name; } class B { int _name; }");
        Assert.AreEqual("B".Length + 1, two.Strings - one.Strings);
    }

    [TestMethod]
    public void Token_takes_two_bytes()
    {
        // ldarg.0, ldfld, ret: 1 + 1 + 2 + 1.
        PeLedger without = Of("class A { int _name; }");
        PeLedger with = Of("class A { int _name; int Get() { return _name; } }");
        Assert.AreEqual(5, with.ByteCode - without.ByteCode);
    }

    private static PeLedger Of(string folder, OptimizationLevel level) =>
        Of(DeviceAssembly.All.Single(it => it.Folder == folder).Compile(level));

    private static PeLedger Of(string source) => Of(DeviceCompiler.Snippet(source));

    private static PeLedger Of(CSharpCompilation compiled)
    {
        using MemoryStream image = new();
        EmitResult result = compiled.Emit(image);
        Assert.IsTrue(result.Success, string.Join('\n', result.Diagnostics));
        return PeLedger.Of(image.ToArray());
    }
}
