using System.Text;

namespace Tests.Chaos.Recorded;

/// <summary>A conversation with a server, as far as the server's part goes.</summary>
/// <remarks>
/// <code>
/// #  remark        D: options of the account: direct, plain, external        N: a nonce that we draw, in base64
/// O: connected     T: inside TLS      S: the server says      C: we must have said this
/// K: disconnected, perhaps after this fault
/// </code>
/// What the server says may be <c>@header</c> or <c>@login</c>, the shortest way to a session.
/// </remarks>
internal sealed class Conversation
{
    private const string Header = "<stream:stream xmlns='jabber:client' "
        + "xmlns:stream='http://etherx.jabber.org/streams' id='h' from='iot.test' version='1.0'>";

    /// <summary>What a server says to let a client with a certificate in, with stream management.</summary>
    public const string Login = Authentication + "<sm xmlns='urn:xmpp:sm:3'/>" + Binding
        + "<enabled xmlns='urn:xmpp:sm:3' id='sm-1' resume='true'/>";

    /// <summary>The same without stream management.</summary>
    public const string LoginWithoutAcknowledgements = Authentication + Binding;

    private const string Authentication = Header + "<stream:features>"
        + "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>EXTERNAL</mechanism></mechanisms>"
        + "</stream:features><success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>" + Header
        + "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>";

    private const string Binding = "</stream:features><iq type='result' id='bind'>"
        + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>dev1@iot.test/agent</jid></bind></iq>";

    private Conversation(string name) => Name = name;

    /// <summary>Name of the file.</summary>
    public string Name { get; }

    /// <summary>Options of the account.</summary>
    public string Options { get; private set; } = string.Empty;

    /// <summary>The nonces that we have to draw, so that the server's recorded answers fit.</summary>
    public List<byte[]> Nonces { get; } = [];

    /// <summary>The steps in order.</summary>
    public List<Step> Steps { get; } = [];

    /// <summary>Where the files are.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "corpus");

    /// <summary>Every conversation of the corpus.</summary>
    public static IEnumerable<Conversation> All() =>
        Directory.GetFiles(Folder, "*.txt").Order(StringComparer.Ordinal).Select(Read);

    /// <summary>The conversation of a name without ending.</summary>
    public static Conversation Named(string name) => Read(Path.Combine(Folder, name + ".txt"));

    /// <summary>What the server says in all of it, for mutations.</summary>
    public byte[] Bytes() =>
        Encoding.UTF8.GetBytes(string.Concat(Steps.Where(it => it.Kind == StepKind.Send).Select(it => it.Text)));

    private static Conversation Read(string path)
    {
        Conversation read = new(Path.GetFileNameWithoutExtension(path));
        foreach (string line in File.ReadLines(path).Where(it => it.Length > 0 && it[0] != '#'))
        {
            read.Take(line[0], line[2..].Trim());
        }

        return read;
    }

    private void Take(char kind, string text)
    {
        switch (kind)
        {
            case 'D':
                Options = text;
                break;
            case 'N':
                Nonces.Add(Convert.FromBase64String(text));
                break;
            case 'S':
                Steps.Add(new Step(StepKind.Send, text switch { "@header" => Header, "@login" => Login, _ => text }));
                break;
            case 'O':
                Steps.Add(new Step(StepKind.Open, text));
                break;
            case 'T':
                Steps.Add(new Step(StepKind.Secure, text));
                break;
            case 'K':
                Steps.Add(new Step(StepKind.Cut, text));
                break;
            case 'C':
                Steps.Add(new Step(StepKind.Expect, text));
                break;
            default:
                throw new InvalidDataException($"{Name}: a line begins with '{kind}'");
        }
    }
}
