using System.Security;
using System.Xml.Linq;

namespace HostSim.XmppServer.Wire;

/// <summary>The server's first and last words on a stream (RFC 6120 §4.7, §4.9).</summary>
internal static class StreamWords
{
    /// <summary>The start tag; <paramref name="to"/> names the client where it has named itself.</summary>
    public static string Opening(string from, string? to, string id)
    {
        string addressee = to is null ? string.Empty : $" to='{SecurityElement.Escape(to)}'";
        return "<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
            + $" xmlns:stream='http://etherx.jabber.org/streams' id='{id}'"
            + $" from='{SecurityElement.Escape(from)}'{addressee} xml:lang='en' version='1.0'>";
    }

    /// <summary>A stream error; the text of see-other-host is the other host itself (§4.9.3.19).</summary>
    public static XElement Error(string condition, string? text, XElement? detail)
    {
        XElement error = new(Xmlns.Stream + "error", new XElement(Xmlns.StreamErrors + condition));
        if (condition == "see-other-host")
        {
            error.Elements().First().Value = text ?? string.Empty;
        }
        else if (text is not null)
        {
            error.Add(new XElement(Xmlns.StreamErrors + "text", text));
        }

        error.Add(detail);
        return error;
    }
}
