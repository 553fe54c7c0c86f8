using Core.Bytes;
using Core.Json;

namespace Esp32.Provisioning;

/// <summary>Writes a configuration as agent.json.</summary>
internal static class ConfigWriter
{
    /// <summary>Appends it, secrets included.</summary>
    public static void Write(DeviceConfig config, ByteWriter target)
    {
        JsonWriter json = new(target);
        json.Begin();
        json.BeginObject();
        for (int key = 0; key < ConfigKey.Count; key++)
        {
            if (config[key] != null)
            {
                json.Name(ConfigKey.Name(key));
                WriteValue(json, ConfigKey.Kind(key), config[key]);
            }
        }

        json.EndObject();
    }

    private static void WriteValue(JsonWriter json, char kind, string value)
    {
        switch (kind)
        {
            case ConfigKey.Flag:
                json.Boolean(value == "true");
                return;
            case ConfigKey.Number:
                json.Number(int.Parse(value));
                return;
            case ConfigKey.List:
                WriteList(json, value.Split(' '));
                return;
            default:
                WriteText(json, value);
                return;
        }
    }

    private static void WriteList(JsonWriter json, string[] values)
    {
        json.BeginArray();
        for (int i = 0; i < values.Length; i++)
        {
            WriteText(json, values[i]);
        }

        json.EndArray();
    }

    private static void WriteText(JsonWriter json, string value)
    {
        byte[] bytes = Utf8.Bytes(value);
        json.String(bytes, 0, bytes.Length);
    }
}
