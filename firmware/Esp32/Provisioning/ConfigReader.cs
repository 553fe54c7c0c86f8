using Core.Bytes;
using Core.Json;

namespace Esp32.Provisioning;

/// <summary>Reads agent.json into a configuration.</summary>
internal sealed class ConfigReader
{
    // Nested deeper than any key has parts.
    private const int MaxDepth = 3;

    private readonly DeviceConfig _config;
    private readonly JsonReader _reader = new(ConfigStore.MaxBytes);
    private readonly Slice _text = new();
    private string _problem;

    /// <summary>Reads into this configuration.</summary>
    public ConfigReader(DeviceConfig config)
    {
        _config = config;
    }

    /// <summary>Takes in every key that is good. Null, or else the first thing that is wrong.</summary>
    public string Read(byte[] file)
    {
        _reader.Open(file, 0, file.Length);
        if (_reader.Next() != JsonToken.BeginObject)
        {
            return "agent.json: is no JSON object";
        }

        ReadObject(string.Empty);
        if (_reader.Token == JsonToken.Error || _reader.Next() != JsonToken.End)
        {
            return "agent.json: is no JSON, or has \\u0000 in a text, at byte " + _reader.Position.ToString();
        }

        return _problem;
    }

    private void ReadObject(string prefix)
    {
        while (_reader.Next() == JsonToken.Name)
        {
            string name = prefix + Text();
            JsonToken token = _reader.Next();
            if (token == JsonToken.BeginObject && _reader.Depth <= MaxDepth)
            {
                ReadObject(name + ".");
            }
            else if (token == JsonToken.BeginArray)
            {
                Take(name, ReadArray());
            }
            else if (token == JsonToken.BeginObject)
            {
                _reader.Skip();
            }
            else
            {
                Take(name, token == JsonToken.Null ? null : Text());
            }
        }
    }

    private string ReadArray()
    {
        string list = string.Empty;
        while (_reader.Next() == JsonToken.String)
        {
            list += list.Length == 0 ? Text() : " " + Text();
        }

        return list;
    }

    private void Take(string name, string value)
    {
        // An error token has no text; the whole file is complained of in the end.
        if (_reader.Token != JsonToken.Error)
        {
            string wrong = _config.Set(name, value);
            _problem = _problem == null ? wrong : _problem;
        }
    }

    private string Text() => _reader.Text(_text) ? _text.ToString() : string.Empty;
}
