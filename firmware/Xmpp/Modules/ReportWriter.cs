using Core.Bytes;
using Core.Commands;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>Writes readings as sensor data of the IoT namespace <c>urn:nf:iot:sd:1.0</c>.</summary>
/// <remarks>
/// <code>
/// nd[id] { ts[v] { q[n, v, u] | i[n, v] | s[n, v] | b[n, v] } }
/// </code>
/// q is a quantity with its unit, i a whole number, s a text, b true or false; m says momentary.
/// </remarks>
public sealed class ReportWriter
{
    private static readonly string DeviceStart = "<nd xmlns='urn:nf:iot:sd:1.0' id='";
    private static readonly string DeviceEnd = "</ts></nd>";
    private static readonly string TimeStart = "<ts";
    private static readonly string TimeValue = " v='";
    private static readonly string Name = " n='";
    private static readonly string Value = "' v='";
    private static readonly string Unit = "' u='";
    private static readonly string Momentary = "' m='true'/>";

    private readonly byte[] _deviceId;

    /// <summary>Readings of this device.</summary>
    public ReportWriter(string deviceId)
    {
        _deviceId = Utf8.Bytes(deviceId);
    }

    /// <summary>Writes all fields as of one time; zero for a time that is not known, which is left out.</summary>
    public void Write(XmlWriter target, FieldList fields, long unixTimeMs)
    {
        target.Text(DeviceStart);
        target.Escaped(_deviceId);
        target.Text(XmlWriter.EndTag);
        BeginTime(target, unixTimeMs);
        fields.Rewind();
        while (fields.Next())
        {
            WriteField(target, fields);
        }

        target.Text(DeviceEnd);
    }

    /// <summary>Writes the start of what was read at one time.</summary>
    public static void BeginTime(XmlWriter target, long unixTimeMs)
    {
        target.Text(TimeStart);
        if (unixTimeMs > 0)
        {
            target.Text(TimeValue);
            Timestamp.Write(target, unixTimeMs);
            target.Byte('\'');
        }

        target.Byte('>');
    }

    /// <summary>Writes the field that the list has come to.</summary>
    public static void WriteField(XmlWriter target, FieldList fields)
    {
        target.Byte('<');
        target.Byte(fields.Unit.Count > 0 ? 'q'
            : fields.Type == FieldType.Boolean ? 'b'
            : fields.Type == FieldType.Integer ? 'i' : 's');
        target.Text(Name);
        target.Escaped(fields.Name);
        target.Text(Value);
        target.Escaped(fields.Value);
        if (fields.Unit.Count > 0)
        {
            target.Text(Unit);
            target.Escaped(fields.Unit);
        }

        target.Text(Momentary);
    }
}
