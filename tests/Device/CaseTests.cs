using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Tests.Contract;

namespace Tests.Device;

/// <summary>Every case of tests/Unit, on the interpreter.</summary>
[TestClass]
public sealed partial class CaseTests(TestContext context)
{
    /// <summary>So many there were when this lane began; there may be more.</summary>
    private const int Fewest = 1_322;

    private static readonly IReadOnlyList<string> s_below = DeviceTestAssembly.Below;

    [TestMethod]
    [DataRow(OptimizationLevel.Debug)]
    [DataRow(OptimizationLevel.Release)]
    public void Every_case_passes(OptimizationLevel level)
    {
        DeviceBuild build = DeviceBuild.Of(level);
        build.Add(s_below, [.. DeviceTestAssembly.All.Select(
            it => (Program(it), it.Trees().Append(DeviceSources.Read("tests/Device/Drivers/CaseProgram.cs"))))]);
        int passed = 0;
        List<string> failures = [];
        foreach (DeviceTestAssembly part in DeviceTestAssembly.All)
        {
            NanoRun run = build.Run(Program(part), s_below, timeoutSeconds: 300);
            Match total = Total().Match(run.Output);
            context.WriteLine($"{part.Name}: {total.Value}, {build.SizeOf(Program(part))} B of .pe");
            passed += total.Success ? int.Parse(total.Groups[1].Value) : 0;
            if (!total.Success || total.Groups[2].Value != "0")
            {
                failures.Add($"{part.Name}, exit code {run.Code}:\n{run.Output}");
            }
        }

        Assert.IsEmpty(failures, string.Join('\n', failures));
        Assert.IsGreaterThanOrEqualTo(Fewest, passed);
    }

    private static string Program(DeviceTestAssembly part) => "Units." + part.Name;

    [GeneratedRegex(@"^(\d+) passed, (\d+) failed", RegexOptions.Multiline)]
    private static partial Regex Total();
}
