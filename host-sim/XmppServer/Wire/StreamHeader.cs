using System.Xml;

namespace HostSim.XmppServer.Wire;

/// <summary>The client's stream start tag (RFC 6120 §4.7) and the namespaces it declared for what follows.</summary>
internal sealed class StreamHeader
{
    private static readonly XmlReaderSettings Settings = new()
    {
        ConformanceLevel = ConformanceLevel.Fragment,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
    };

    private StreamHeader(NameTable names)
    {
        Namespaces = new XmlNamespaceManager(names);
        Context = new XmlParserContext(names, Namespaces, null, XmlSpace.None);
    }

    public string? To { get; private set; }

    public string? From { get; private set; }

    public string? Version { get; private set; }

    public XmlNamespaceManager Namespaces { get; }

    /// <summary>The context in which every later element is read.</summary>
    public XmlParserContext Context { get; }

    /// <summary>Reads the start tag; null and the stream error that names what is wrong with it.</summary>
    public static StreamHeader? Read(byte[] bytes, out string fault)
    {
        fault = "not-well-formed";
        try
        {
            using StringReader text = new(StanzaReader.StrictUtf8.GetString(bytes));
            using XmlReader reader = XmlReader.Create(text, Settings);
            reader.Read();
            StreamHeader header = new(new NameTable());
            header.Adopt(reader);
            bool ours = reader.LocalName == "stream" && reader.NamespaceURI == Xmlns.Stream.NamespaceName;
            fault = ours ? string.Empty : "invalid-namespace";
            return ours ? header : null;
        }
        catch (Exception error) when (error is XmlException or ArgumentException)
        {
            return null;
        }
    }

    private void Adopt(XmlReader reader)
    {
        To = reader.GetAttribute("to");
        From = reader.GetAttribute("from");
        Version = reader.GetAttribute("version");
        for (bool more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.Name == "xmlns")
            {
                Namespaces.AddNamespace(string.Empty, reader.Value);
            }
            else if (reader.Prefix == "xmlns")
            {
                Namespaces.AddNamespace(reader.LocalName, reader.Value);
            }
        }

        reader.MoveToElement();
    }
}
