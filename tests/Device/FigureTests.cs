using System.Globalization;
using Microsoft.CodeAnalysis;
using Tests.Contract;
using Tests.Contract.Budgets;
using Tests.Contract.Ledger;

namespace Tests.Device;

/// <summary>Sizes of the .pe files and what the agent takes of the heap, as the interpreter has it, beside
/// tests/Contract/budgets.txt.</summary>
[TestClass]
public sealed class FigureTests(TestContext context)
{
    private const int Heap = 200_000;

    private static readonly string[] s_core = ["Core", "Xmpp", "Courier"];
    private static readonly string[] s_image = ["Core", "Xmpp", "Courier", "Esp32", "App"];

    [TestMethod]
    public void Images_fit_into_flash()
    {
        DeviceBuild build = DeviceBuild.Of(OptimizationLevel.Release);
        foreach (DeviceAssembly assembly in DeviceAssembly.All)
        {
            context.WriteLine($"{assembly.Name}: {build.SizeOf(assembly.Name)} B, in Debug "
                + $"{DeviceBuild.Of(OptimizationLevel.Debug).SizeOf(assembly.Name)} B");
        }

        AssertWithin("core-pe-bytes", s_core.Sum(it => build.SizeOf("Agent." + it)));
        string[] image = [.. s_image.Select(it => "Agent." + it)];
        AssertWithin("image-pe-bytes", image.Sum(build.SizeOf) + build.LibrariesSizeOf(image));
    }

    /// <summary>The ledger that machines without a processor use is right within three per cent.</summary>
    [TestMethod]
    [DataRow(OptimizationLevel.Debug)]
    [DataRow(OptimizationLevel.Release)]
    public void Ledger_agrees_with_the_processor(OptimizationLevel level)
    {
        DeviceBuild build = DeviceBuild.Of(level);
        foreach (DeviceAssembly assembly in DeviceAssembly.All)
        {
            int real = build.SizeOf(assembly.Name);
            int said = PeLedger.Of(build.AssemblyOf(assembly.Name)).Total;
            context.WriteLine($"{assembly.Name} {level}: {said} by the ledger, {real} really");
            Assert.AreEqual(real, said, 0.03 * real, assembly.Name);
        }
    }

    [TestMethod]
    public void Parts_of_the_agent_fit_into_the_heap()
    {
        DeviceBuild build = DeviceBuild.Of(OptimizationLevel.Release);
        build.Add(s_core, ("Figure", Driver.Sources("Figure")));
        Dictionary<string, int> figures = Figures(build.Run("Figure", s_core, Heap));
        AssertWithin("core-types-heap-bytes", Heap - figures["free"]);
        AssertWithin("xmpp-link-heap-bytes", figures["xmpp-link"]);
        AssertWithin("courier-link-heap-bytes", figures["courier-link"]);
        AssertWithin("agent-heap-bytes", figures["agent"]);
        AssertWithin("agent-courier-heap-bytes", figures["agent-courier"]);
    }

    [TestMethod]
    public void Types_of_the_whole_image_fit_into_the_heap()
    {
        DeviceBuild build = DeviceBuild.Of(OptimizationLevel.Release);
        build.Add(s_image, ("Empty", [DeviceSources.Read("tests/Device/Drivers/EmptyProgram.cs")]));
        Dictionary<string, int> figures = Figures(build.Run("Empty", s_image, Heap));
        AssertWithin("image-types-heap-bytes", Heap - figures["free"]);
    }

    // Libraries of the chip whose native half an interpreter on a desktop lacks may throw at their start. What counts
    // is not the exit code but that the program said everything.
    private static Dictionary<string, int> Figures(NanoRun run)
    {
        Assert.DoesNotContain("exception", run.Output);
        Assert.AreNotEqual(4, run.Code, run.Output);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(it => it.Trim().Split(' '))
            .ToDictionary(it => it[0], it => int.Parse(it[1], CultureInfo.InvariantCulture));
    }

    private void AssertWithin(string name, int measured)
    {
        context.WriteLine($"{name}: {measured}");
        string? complaint = Budget.Named(name).Complaint(name, measured);
        Assert.IsNull(complaint, complaint);
    }
}
