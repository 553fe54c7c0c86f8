using System.Xml;
using System.Xml.Linq;

namespace HostSim.Operator;

/// <summary>Reads an XMPP stream: its header, then one whole element at a time (RFC 6120 §4).</summary>
internal sealed class XmlStreamReader : IDisposable
{
    // A stanza of a device is below 10 kB; a stranger's must not fill the memory.
    private const int MaxElementNodes = 20_000;

    private readonly XmlReader _reader;

    /// <summary>Starts at the header of a stream.</summary>
    public XmlStreamReader(Stream stream)
    {
        _reader = XmlReader.Create(stream, new XmlReaderSettings
        {
            Async = true,
            CloseInput = false,
            DtdProcessing = DtdProcessing.Prohibit,
            IgnoreWhitespace = true,
            CheckCharacters = true,
        });
    }

    /// <summary>Reads the stream header.</summary>
    /// <exception cref="OperatorException">It is no stream header.</exception>
    public async Task ReadHeaderAsync()
    {
        while (await _reader.ReadAsync())
        {
            if (_reader.NodeType == XmlNodeType.Element)
            {
                if (_reader.LocalName != "stream" || _reader.NamespaceURI != XmppNames.StreamNs)
                {
                    break;
                }

                return;
            }
        }

        throw new OperatorException("the server does not speak XMPP");
    }

    /// <summary>The next element of the stream; null at its end.</summary>
    /// <remarks>Reads no byte past the element's last: after a restart the rest is the next reader's.</remarks>
    public async Task<XElement?> ReadAsync()
    {
        XElement? top = null;
        XElement? current = null;
        int nodes = 0;
        while (await _reader.ReadAsync())
        {
            if (++nodes > MaxElementNodes)
            {
                throw new OperatorException("the server sent an element that is too large");
            }

            switch (_reader.NodeType)
            {
                case XmlNodeType.Element:
                    XElement element = ElementHere(out bool isEmpty);
                    current?.Add(element);
                    top ??= element;
                    current = isEmpty ? current : element;
                    break;
                case XmlNodeType.EndElement when current is null:
                    return null;
                case XmlNodeType.EndElement:
                    current = current.Parent;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    current?.Add(new XText(_reader.Value));
                    break;
                default:
                    break;
            }

            if (top is not null && current is null)
            {
                return top;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private XElement ElementHere(out bool isEmpty)
    {
        XElement element = new(XName.Get(_reader.LocalName, _reader.NamespaceURI));
        isEmpty = _reader.IsEmptyElement;
        while (_reader.MoveToNextAttribute())
        {
            if (_reader.NamespaceURI != "http://www.w3.org/2000/xmlns/")
            {
                element.SetAttributeValue(XName.Get(_reader.LocalName, _reader.NamespaceURI), _reader.Value);
            }
        }

        return element;
    }
}
