using Microsoft.CodeAnalysis;

namespace Tests.Contract;

/// <summary>A part of tests/Unit that fits into one assembly of the device: at most 64 KiB of byte code and of
/// texts.</summary>
/// <param name="Name">The part's name.</param>
/// <param name="Sources">Paths of its tests under tests/Unit/: files, or folders with a slash behind.</param>
internal sealed record DeviceTestAssembly(string Name, params string[] Sources)
{
    private const string Root = "tests/Unit/";

    private static readonly string[] s_login =
    [
        "HashedTokenTests.cs", "HmacSha1Tests.cs", "PlainAndExternalTests.cs", "ScramDialogue.cs", "ScramFuzzTests.cs",
        "ScramRefusalTests.cs", "ScramTests.cs", "ScramVaultTests.cs",
    ];

    /// <summary>What every part may use: fakes, and texts.</summary>
    private static readonly string[] s_shared =
    [
        "FixedCrypto.cs", "Hmac.cs", "OneRecordVault.cs", "Texts.cs", "Vectors.cs", "Agent/AgentFixture.cs",
        "Agent/FakeBoard.cs", "Agent/FakeClock.cs", "Agent/FakeLink.cs", "Agent/FakeVault.cs", "Xml/Scanned.cs",
        "Xmpp/FakeCommands.cs", "Xmpp/FakeResults.cs",
    ];

    /// <summary>All parts. What is at no other place is tested with the core.</summary>
    public static IReadOnlyList<DeviceTestAssembly> All { get; } =
    [
        new("Core", [.. Files().Where(it => !it.Contains('/') && !s_login.Contains(it)), "Json/"]),
        new("Agent", "Agent/"),
        new("Login", s_login),
        new("Xml", "Xml/"),
        new("Xmpp", "Xmpp/"),
        new("Courier", "Courier/"),
        new("Imip", "Imip/"),
    ];

    /// <summary>The assemblies of the firmware that the tests use, by their folders.</summary>
    public static IReadOnlyList<string> Below { get; } = ["Core", "Xmpp", "Courier", "Imip"];

    /// <summary>The project that builds it for a board.</summary>
    public string Project => $"tests/Device/Units/{Name}/Units.{Name}.Device.nfproj";

    /// <summary>Its files, those that all parts share among them.</summary>
    public IEnumerable<string> Paths => Files()
        .Where(it => s_shared.Contains(it) || Sources.Any(own => own == it
            || (own.EndsWith('/') && it.StartsWith(own, StringComparison.Ordinal))))
        .Select(it => Root + it);

    /// <summary>The same, as the device's compiler reads them.</summary>
    public IEnumerable<SyntaxTree> Trees() => Paths.Select(DeviceSources.Read);

    private static IEnumerable<string> Files() => Repository.Sources(Root)
        .Where(it => !it.Contains("/Shim/", StringComparison.Ordinal)).Select(it => it[Root.Length..]);
}
