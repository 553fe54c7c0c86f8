using System.Xml;
using System.Xml.Linq;

namespace HostSim.Operator.Tools;

/// <summary>Publishes one item on a node.</summary>
internal sealed class PublishTool(ToolSession session)
{
    private const int MaxPayload = 65_536;

    /// <summary>The payload in an argument: XML, or a dash for what <paramref name="input"/> says.</summary>
    /// <exception cref="UsageException">It is no XML.</exception>
    public static XElement Payload(string text, TextReader input)
    {
        string xml = text == "-" ? input.ReadToEnd() : text;
        try
        {
            return xml.Length <= MaxPayload
                ? XElement.Parse(xml)
                : throw new UsageException($"the payload is longer than {MaxPayload} characters");
        }
        catch (XmlException e)
        {
            throw new UsageException($"the payload is no XML: {e.Message}");
        }
    }

    /// <summary>Publishes it.</summary>
    public Task<int> RunAsync(string node, XElement payload) => session.InTimeAsync(node, async cancellation =>
    {
        await session.Client.PublishAsync(node, payload, cancellation);
        return ExitCode.Done;
    });
}
