using Microsoft.CodeAnalysis;
using Tests.Contract;

namespace Tests.Device;

/// <summary>The sources of a program that runs on the interpreter.</summary>
internal static class Driver
{
    private static readonly string[] s_fakes =
    [
        "tests/Unit/Agent/FakeBoard.cs", "tests/Unit/Agent/FakeClock.cs", "tests/Unit/Agent/FakeVault.cs",
        "tests/Unit/Hmac.cs",
    ];

    /// <summary>The program of this name, what all programs share, and the fakes.</summary>
    public static IEnumerable<SyntaxTree> Sources(string name) =>
        Repository.Sources("tests/Device/Drivers/")
            .Where(path => !path.EndsWith("Program.cs", StringComparison.Ordinal)
                || Path.GetFileName(path) == name + "Program.cs")
            .Concat(s_fakes)
            .Select(DeviceSources.Read);
}
