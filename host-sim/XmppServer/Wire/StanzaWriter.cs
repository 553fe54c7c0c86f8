using System.Text;
using System.Xml.Linq;

namespace HostSim.XmppServer.Wire;

/// <summary>
/// Writes an element for a stream whose header has declared jabber:client and the prefix 'stream', so that a stanza
/// does
/// not repeat either. The general writers of System.Xml do not know that context.
/// </summary>
internal sealed class StanzaWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>The element as UTF-8, in attribute order, with single quotes as other servers do.</summary>
    public static byte[] Write(XElement element) => StanzaReader.StrictUtf8.GetBytes(Text(element));

    /// <summary>The element as text.</summary>
    public static string Text(XElement element)
    {
        StanzaWriter writer = new();
        writer.Element(element, Xmlns.Client);
        return writer._text.ToString();
    }

    private void Element(XElement element, XNamespace inherited)
    {
        bool stream = element.Name.Namespace == Xmlns.Stream;
        string name = stream ? "stream:" + element.Name.LocalName : element.Name.LocalName;
        _text.Append('<').Append(name);
        XNamespace scope = inherited;
        if (!stream && element.Name.Namespace != inherited)
        {
            scope = element.Name.Namespace;
            Attribute("xmlns", scope.NamespaceName);
        }

        Attributes(element);
        if (!element.Nodes().Any())
        {
            _text.Append("/>");
            return;
        }

        _text.Append('>');
        foreach (XNode node in element.Nodes())
        {
            Node(node, scope);
        }

        _text.Append("</").Append(name).Append('>');
    }

    private void Node(XNode node, XNamespace scope)
    {
        if (node is XElement child)
        {
            Element(child, scope);
        }
        else if (node is XText text)
        {
            Escape(text.Value, false);
        }
    }

    private void Attributes(XElement element)
    {
        int invented = 0;
        foreach (XAttribute attribute in element.Attributes())
        {
            XNamespace space = attribute.Name.Namespace;
            if (space == XNamespace.None)
            {
                PlainAttribute(attribute);
            }
            else if (space == XNamespace.Xml)
            {
                Attribute("xml:" + attribute.Name.LocalName, attribute.Value);
            }
            else if (space == XNamespace.Xmlns)
            {
                Declaration(attribute);
            }
            else
            {
                invented = Prefixed(element, attribute, invented);
            }
        }
    }

    private void Declaration(XAttribute attribute)
    {
        // 'stream' is bound by the header; a stanza that binds it to something else would change what we write inside.
        if (attribute.Name.LocalName != "stream")
        {
            Attribute("xmlns:" + attribute.Name.LocalName, attribute.Value);
        }
    }

    private int Prefixed(XElement element, XAttribute attribute, int invented)
    {
        while (element.GetNamespaceOfPrefix($"a{invented}") is not null)
        {
            invented++;
        }

        Attribute($"xmlns:a{invented}", attribute.Name.NamespaceName);
        Attribute($"a{invented}:{attribute.Name.LocalName}", attribute.Value);
        return invented + 1;
    }

    private void PlainAttribute(XAttribute attribute)
    {
        // The default namespace is declared where an element needs it, not where the sender happened to write it.
        if (!attribute.IsNamespaceDeclaration)
        {
            Attribute(attribute.Name.LocalName, attribute.Value);
        }
    }

    private void Attribute(string name, string value)
    {
        _text.Append(' ').Append(name).Append("='");
        Escape(value, true);
        _text.Append('\'');
    }

    private void Escape(string value, bool attribute)
    {
        foreach (char c in value)
        {
            switch (c)
            {
                case '&': _text.Append("&amp;"); break;
                case '<': _text.Append("&lt;"); break;
                case '>': _text.Append("&gt;"); break;
                case '\r': _text.Append("&#13;"); break;
                case '\'' when attribute: _text.Append("&apos;"); break;
                case '\n' when attribute: _text.Append("&#10;"); break;
                case '\t' when attribute: _text.Append("&#9;"); break;
                default: _text.Append(c); break;
            }
        }
    }
}
