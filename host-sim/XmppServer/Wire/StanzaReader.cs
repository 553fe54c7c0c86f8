using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace HostSim.XmppServer.Wire;

/// <summary>Parses one complete top-level element in the context of its stream.</summary>
internal static class StanzaReader
{
    /// <summary>UTF-8 that throws on anything malformed instead of replacing it (RFC 6120 §11.6).</summary>
    public static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private static readonly XmlReaderSettings Settings = new()
    {
        ConformanceLevel = ConformanceLevel.Fragment,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
    };

    /// <summary>The element, or null if it is not well-formed.</summary>
    public static XElement? Read(byte[] bytes, StreamHeader header)
    {
        try
        {
            using StringReader text = new(StrictUtf8.GetString(bytes));
            using XmlReader reader = XmlReader.Create(text, Settings, header.Context);
            reader.MoveToContent();
            return XNode.ReadFrom(reader) as XElement;
        }
        catch (Exception error) when (error is XmlException or ArgumentException)
        {
            return null;
        }
    }
}
