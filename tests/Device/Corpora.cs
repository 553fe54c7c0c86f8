using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tests.Contract;

namespace Tests.Device;

/// <summary>The recorded conversations as the drivers take them.</summary>
internal static class Corpora
{
    private const string Folder = "tests/Chaos/corpus/";

    private const string Kinds = "DNOTSKC";

    private const string Header = "<stream:stream xmlns='jabber:client' "
        + "xmlns:stream='http://etherx.jabber.org/streams' id='h' from='iot.test' version='1.0'>";

    private const string Login = Header + "<stream:features>"
        + "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>EXTERNAL</mechanism></mechanisms>"
        + "</stream:features><success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>" + Header
        + "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><sm xmlns='urn:xmpp:sm:3'/>"
        + "</stream:features><iq type='result' id='bind'>"
        + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>dev1@iot.test/agent</jid></bind></iq>"
        + "<enabled xmlns='urn:xmpp:sm:3' id='sm-1' resume='true'/>";

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => Repository.Files
        .Where(it => it.StartsWith(Folder, StringComparison.Ordinal) && it.EndsWith(".txt", StringComparison.Ordinal))
        .Select(it => Path.GetFileNameWithoutExtension(it));

    /// <summary>The lines of a recording that a driver plays: no remarks, no expectations, short cuts written
    /// out.</summary>
    public static string[] Lines(string name) =>
    [
        .. Repository.Read($"{Folder}{name}.txt").Split('\n')
            .Select(it => it.TrimEnd('\r'))
            .Where(it => it.Length > 1 && it[1] == ':' && Kinds.Contains(it[0]))
            .Select(it => it[..2] + it[2..].Trim())
            .Select(it => it switch { "S:@header" => "S:" + Header, "S:@login" => "S:" + Login, _ => it }),
    ];

    /// <summary>The same as a source, for a program on the interpreter, which reads no files.</summary>
    public static SyntaxTree Source(string name) => DeviceSources.Parse(
        "namespace Tests.Device.Drivers; public static class Recorded { public static readonly string[] Lines = { "
        + string.Join(",\n", Lines(name).Select(it => SymbolDisplay.FormatLiteral(it, quote: true))) + " }; }",
        "Recorded.cs");
}
