using Core.Bytes;
using Core.Commands;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>Readings as XEP-0323 has them.</summary>
/// <remarks>
/// <code>
/// message { fields[seqnr, done] { node[nodeId] { timestamp[value] { numeric | int | string | boolean } } } }
/// message { failure[seqnr, done] { error[nodeId, timestamp] } }
/// </code>
/// </remarks>
internal static class LegacyReadings
{
    private const string Namespace = " xmlns='urn:xmpp:iot:sensordata'";

    /// <summary>Writes an element with nothing but the request's number.</summary>
    internal static void WriteSimple(XmlWriter target, string name, Slice number)
    {
        target.Byte('<');
        target.Text(name);
        target.Text(Namespace);
        target.Attribute("seqnr", number);
        target.Text("/>");
    }

    /// <summary>Begins the message with all readings; zero for a time that is not known, which is left out.</summary>
    internal static void Begin(StanzaWriter target, Received request, Slice number, byte[] device, long unixTimeMs)
    {
        BeginMessage(target, request, "fields", number);
        target.Text("<node nodeId='");
        target.Escaped(device);
        target.Text("'><timestamp");
        WriteTime(target, " value='", unixTimeMs);
        target.Byte('>');
    }

    /// <summary>Writes the field that the list has come to.</summary>
    internal static void WriteField(XmlWriter target, FieldList fields)
    {
        bool isQuantity = fields.Unit.Count > 0 || fields.Type == FieldType.Decimal;
        target.Text(isQuantity ? "<numeric" : fields.Type == FieldType.Boolean ? "<boolean"
            : fields.Type == FieldType.Integer ? "<int" : "<string");
        target.Attribute("name", fields.Name);
        target.Text(" momentary='true' automaticReadout='true'");
        target.Attribute("value", fields.Value);
        if (isQuantity)
        {
            target.Attribute("unit", fields.Unit);
        }

        target.Text("/>");
    }

    /// <summary>Ends the message; false if it did not fit.</summary>
    internal static bool End(StanzaWriter target)
    {
        target.Text("</timestamp></node></fields></message>");
        return target.End();
    }

    /// <summary>Writes that the readings cannot be sent.</summary>
    internal static void WriteFailure(
        StanzaWriter target, Received request, Slice number, byte[] device, long unixTimeMs)
    {
        BeginMessage(target, request, "failure", number);
        target.Text("<error nodeId='");
        target.Escaped(device);
        target.Byte('\'');
        WriteTime(target, " timestamp='", unixTimeMs);
        target.Text(">too much for one message</error></failure></message>");
        target.End();
    }

    private static void BeginMessage(StanzaWriter target, Received request, string name, Slice number)
    {
        target.Begin();
        target.Text("<message");
        target.Attribute("to", request.From);
        target.Text("><");
        target.Text(name);
        target.Text(Namespace);
        target.Attribute("seqnr", number);
        target.Text(" done='true'>");
    }

    private static void WriteTime(XmlWriter target, string attribute, long unixTimeMs)
    {
        if (unixTimeMs > 0)
        {
            target.Text(attribute);
            Timestamp.Write(target, unixTimeMs);
            target.Byte('\'');
        }
    }
}
