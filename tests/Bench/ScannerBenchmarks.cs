using System.Text;
using System.Xml;
using BenchmarkDotNet.Attributes;
using Core.Bytes;
using Xmpp.Xml;

namespace Tests.Bench;

/// <summary>The core's scanner beside System.Xml.XmlReader, on the same stream of readings.</summary>
/// <remarks>The scanner looks only for tags; XmlReader checks and decodes everything. So there are two pairs: finding
/// the stanzas, and reading name and value of the three readings in each.</remarks>
[ShortRunJob]
[MemoryDiagnoser]
public class ScannerBenchmarks
{
    private const int Count = 100;

    private readonly byte[] _stream = Stream();
    private readonly XmlScanner _scanner;
    private readonly Stanza _stanza = new();
    private readonly Slice _text = new();
    private readonly byte[] _name = "n"u8.ToArray();
    private readonly byte[] _value = "v"u8.ToArray();

    public ScannerBenchmarks()
    {
        _scanner = new XmlScanner(_stanza);
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int CoreFinds() => Scan(false);

    [Benchmark(OperationsPerInvoke = Count, Baseline = true)]
    public int XmlReaderFinds() => Read(false);

    [Benchmark(OperationsPerInvoke = Count)]
    public int CoreReads() => Scan(true);

    [Benchmark(OperationsPerInvoke = Count)]
    public int XmlReaderReads() => Read(true);

    private static byte[] Stream()
    {
        StringBuilder text = new(Encoding.UTF8.GetString(Stanzas.Header));
        for (int i = 0; i < Count; i++)
        {
            text.Append(Encoding.UTF8.GetString(Stanzas.Readings));
        }

        return Encoding.UTF8.GetBytes(text.Append("</stream:stream>").ToString());
    }

    private int Scan(bool values)
    {
        _scanner.Reset();
        int found = 0;
        int at = 0;
        ScanEvent last;
        do
        {
            at += _scanner.Append(_stream, at, _stream.Length - at);
            for (last = _scanner.Scan(); last is ScanEvent.Stanza or ScanEvent.StreamOpen; last = _scanner.Scan())
            {
                found += last == ScanEvent.Stanza ? 1 : 0;
                found += values && last == ScanEvent.Stanza ? Values() : 0;
            }
        }
        while (last == ScanEvent.None);

        return found == (values ? 7 * Count : Count) ? found : throw new InvalidOperationException($"{last} {found}");
    }

    // The readings lie six levels deep.
    private int Values()
    {
        int read = 0;
        int element = 0;
        for (int depth = 0; depth < 6; depth++)
        {
            element = _stanza.FirstChild(element);
        }

        for (; element != Stanza.None; element = _stanza.NextSibling(element))
        {
            read += _stanza.Attribute(element, _name, _text) ? 1 : 0;
            read += _stanza.Attribute(element, _value, _text) ? 1 : 0;
        }

        return read;
    }

    private int Read(bool values)
    {
        using XmlReader reader = XmlReader.Create(new MemoryStream(_stream));
        int found = 0;
        while (reader.Read())
        {
            found += reader.Depth == 1 && reader.NodeType == XmlNodeType.EndElement ? 1 : 0;
            if (values && reader.NodeType == XmlNodeType.Element && reader.LocalName == "q")
            {
                found += reader.GetAttribute("n") is null ? 0 : 1;
                found += reader.GetAttribute("v") is null ? 0 : 1;
            }
        }

        return found == (values ? 7 * Count : Count) ? found : throw new InvalidOperationException($"{found}");
    }
}
