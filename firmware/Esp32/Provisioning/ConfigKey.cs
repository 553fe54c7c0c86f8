namespace Esp32.Provisioning;

/// <summary>What a person can tell the device, by name: the same names in agent.json, on the serial console and in
/// complaints.</summary>
/// <remarks>A new key is a constant, a name and a kind at the same place; <see cref="DeviceConfig"/> hands it to the
/// agent.</remarks>
public static class ConfigKey
{
    /// <summary>The device's own name.</summary>
    public const int Device = 0;

    /// <summary>Name of the Wi-Fi network.</summary>
    public const int WifiName = 1;

    /// <summary>Password of the Wi-Fi network; missing for an open one.</summary>
    public const int WifiPassword = 2;

    /// <summary>Time server; missing for the runtime's own choice.</summary>
    public const int TimeServer = 3;

    /// <summary>Certificate authority, DER in base64; missing if ca.pem is there.</summary>
    public const int Authority = 4;

    /// <summary>The device shows a certificate of its own: device.pem and device.key.</summary>
    public const int OwnCertificate = 5;

    /// <summary>XMPP domain.</summary>
    public const int Domain = 6;

    /// <summary>XMPP account.</summary>
    public const int User = 7;

    /// <summary>XMPP password.</summary>
    public const int Password = 8;

    /// <summary>Host to connect to; missing for the domain.</summary>
    public const int Host = 9;

    /// <summary>Port to connect to; missing for the usual one.</summary>
    public const int Port = 10;

    /// <summary>TLS from the first byte instead of STARTTLS.</summary>
    public const int DirectTls = 11;

    /// <summary>PLAIN may be used inside TLS.</summary>
    public const int AllowPlain = 12;

    /// <summary>Resource of the XMPP session.</summary>
    public const int Resource = 13;

    /// <summary>PubSub service; <c>pep</c> for the account's own.</summary>
    public const int PubSub = 14;

    /// <summary>Who may read.</summary>
    public const int AllowRead = 15;

    /// <summary>Who may also switch.</summary>
    public const int AllowControl = 16;

    /// <summary>Who may also change settings and restart.</summary>
    public const int AllowAdmin = 17;

    /// <summary>Seconds between reports, until a command says otherwise.</summary>
    public const int ReportEvery = 18;

    /// <summary>How many keys there are.</summary>
    public const int Count = 19;

    /// <summary>Any text.</summary>
    public const char Text = 't';

    /// <summary>Text that is never shown.</summary>
    public const char Secret = 's';

    /// <summary>A whole number.</summary>
    public const char Number = 'n';

    /// <summary>true or false.</summary>
    public const char Flag = 'f';

    /// <summary>Texts; in JSON an array, on the console words.</summary>
    public const char List = 'l';

    private static readonly string[] Names =
    {
        "device", "wifi.ssid", "wifi.password", "time.server", "tls.ca", "tls.client",
        "xmpp.domain", "xmpp.user", "xmpp.password", "xmpp.host", "xmpp.port", "xmpp.direct", "xmpp.plain",
        "xmpp.resource", "xmpp.pubsub", "allow.read", "allow.control", "allow.admin", "report.every",
    };

    private static readonly char[] Kinds =
    {
        Text, Text, Secret, Text, Text, Flag,
        Text, Text, Secret, Text, Number, Flag, Flag,
        Text, Text, List, List, List, Number,
    };

    /// <summary>Name of a key.</summary>
    public static string Name(int key) => Names[key];

    /// <summary>What values a key takes.</summary>
    public static char Kind(int key) => Kinds[key];

    /// <summary>Largest value of a number; the smallest is zero.</summary>
    public static int Maximum(int key) => key == Port ? 65_535 : 86_400;

    /// <summary>The key of this name, or -1.</summary>
    public static int Find(string name)
    {
        for (int key = 0; key < Count; key++)
        {
            if (Names[key] == name)
            {
                return key;
            }
        }

        return -1;
    }
}
