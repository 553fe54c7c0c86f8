using System.Text;
using System.Text.RegularExpressions;

namespace Tests.Bench;

/// <summary>The least of a server that an agent goes online with: PLAIN inside TLS, classic binding, and an empty
/// result for every request. It is here so that nothing but the core is measured.</summary>
internal static partial class ScriptedServer
{
    /// <summary>The address that it binds.</summary>
    public const string Bound = "dev1@iot.test/agent";

    private const string Header = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'"
        + " from='iot.test' id='1' version='1.0'>";

    /// <summary>What it says to these bytes of a client.</summary>
    public static byte[] Answer(ReadOnlySpan<byte> sent, ref bool authenticated)
    {
        StringBuilder answer = new();
        string text = Encoding.UTF8.GetString(sent);
        foreach (Match match in Openings().Matches(text))
        {
            string name = match.Groups["name"].Value;
            answer.Append(name switch
            {
                "stream:stream" => Header + (authenticated ? Binding : Mechanisms),
                "auth" => "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>",
                _ => Result(match, text),
            });
            authenticated |= name == "auth";
        }

        return Encoding.UTF8.GetBytes(answer.ToString());
    }

    private const string Mechanisms = "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
        + "<mechanism>PLAIN</mechanism></mechanisms></stream:features>";

    private const string Binding =
        "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>";

    private static string Result(Match request, string text)
    {
        string attributes = request.Groups["attributes"].Value;
        if (attributes.Contains("type='result'", StringComparison.Ordinal))
        {
            return string.Empty;
        }

        Match to = Peer().Match(attributes);
        string from = to.Success ? $" from='{to.Groups[1].Value}'" : string.Empty;
        string id = Id().Match(attributes).Groups[1].Value;
        bool binds = text.AsSpan(request.Index).StartsWith($"{request.Value}<bind", StringComparison.Ordinal);
        string bound = $"<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>{Bound}</jid></bind>";
        return $"<iq type='result' id='{id}'{from}>{(binds ? bound : string.Empty)}</iq>";
    }

    [GeneratedRegex("<(?<name>stream:stream|auth|iq) (?<attributes>[^>]*)>")]
    private static partial Regex Openings();

    [GeneratedRegex("to='([^']*)'")]
    private static partial Regex Peer();

    [GeneratedRegex("id='([^']*)'")]
    private static partial Regex Id();
}
