namespace Esp32.Provisioning;

/// <summary>A small console for a person with a serial adapter: tells the device what it has to know, without files.
/// Secrets are taken in and never shown.</summary>
/// <remarks>
/// <code>
/// line = "show" | "set" key [ value ] | "save" | "restart" | "help"
/// </code>
/// A changed key counts after save and restart. Set without a value forgets the key.
/// </remarks>
public sealed class SerialConsole
{
    private readonly SerialLine _line;
    private readonly DeviceConfig _config;
    private readonly ConfigStore _store;

    /// <summary>A console on this line for this configuration, which it changes.</summary>
    public SerialConsole(SerialLine line, DeviceConfig config, ConfigStore store)
    {
        _line = line;
        _config = config;
        _store = store;
    }

    /// <summary>What is wrong with the configuration, to be shown by <c>show</c>; null if nothing is.</summary>
    public string Problem;

    /// <summary>Obeys every line that was typed; true if the person wants a restart.</summary>
    public bool Attend()
    {
        string line = _line.ReadLine();
        while (line != null)
        {
            if (Obey(line.Trim()))
            {
                return true;
            }

            line = _line.ReadLine();
        }

        return false;
    }

    private bool Obey(string line)
    {
        int space = line.IndexOf(' ');
        string verb = space < 0 ? line : line.Substring(0, space);
        string rest = space < 0 ? string.Empty : line.Substring(space + 1).Trim();
        switch (verb)
        {
            case "show":
                Show();
                return false;
            case "set":
                Set(rest);
                return false;
            case "save":
                _line.WriteLine(_store.Save(_config) ? "saved" : "not saved: the flash did not take it");
                return false;
            case "restart":
                _line.WriteLine("restarting");
                return true;
            default:
                _line.WriteLine("show | set KEY [VALUE] | save | restart");
                return false;
        }
    }

    private void Show()
    {
        for (int key = 0; key < ConfigKey.Count; key++)
        {
            string value = _config[key];
            string shown = value == null ? "-" : ConfigKey.Kind(key) == ConfigKey.Secret ? "(secret)" : value;
            _line.WriteLine(ConfigKey.Name(key) + " = " + shown);
        }

        if (Problem != null)
        {
            _line.WriteLine(Problem);
        }
    }

    private void Set(string rest)
    {
        int space = rest.IndexOf(' ');
        string name = space < 0 ? rest : rest.Substring(0, space);
        string wrong = _config.Set(name, space < 0 ? null : rest.Substring(space + 1).Trim());
        _line.WriteLine(wrong ?? name + ": set, to be saved");
    }
}
