namespace Esp32.Provisioning;

/// <summary>What a person can tell the device, by name: the same names in agent.json, on the serial console and in
/// complaints.</summary>
/// <remarks>A new key is a constant, a name and a kind, all at the same place; <see cref="Briefing"/> hands it to the
/// agent.</remarks>
public static class ConfigKey
{
    /// <summary>The device's own name.</summary>
    public const int Device = 0;

    /// <summary>Names of the links, the standing one first; missing for XMPP alone.</summary>
    public const int Links = 1;

    /// <summary>Name of the Wi-Fi network.</summary>
    public const int WifiName = 2;

    /// <summary>Password of the Wi-Fi network; missing for an open one.</summary>
    public const int WifiPassword = 3;

    /// <summary>Time server; missing for the runtime's own choice.</summary>
    public const int TimeServer = 4;

    /// <summary>Certificate authority, DER in base64; missing if ca.pem is there.</summary>
    public const int Authority = 5;

    /// <summary>The device shows a certificate of its own: device.pem and device.key.</summary>
    public const int OwnCertificate = 6;

    /// <summary>XMPP domain.</summary>
    public const int Domain = 7;

    /// <summary>XMPP account.</summary>
    public const int User = 8;

    /// <summary>XMPP password.</summary>
    public const int Password = 9;

    /// <summary>Host to connect to; missing for the domain.</summary>
    public const int Host = 10;

    /// <summary>Port to connect to; missing or zero for the usual one.</summary>
    public const int Port = 11;

    /// <summary>TLS from the first byte instead of STARTTLS.</summary>
    public const int DirectTls = 12;

    /// <summary>PLAIN may be used inside TLS.</summary>
    public const int AllowPlain = 13;

    /// <summary>Resource of the XMPP session.</summary>
    public const int Resource = 14;

    /// <summary>PubSub service; <c>pep</c> for the account's own.</summary>
    public const int PubSub = 15;

    /// <summary>Host of the push gateway.</summary>
    public const int CourierHost = 16;

    /// <summary>Port of the push gateway; missing for the usual one.</summary>
    public const int CourierPort = 17;

    /// <summary>Name in the gateway's certificate; missing for the host.</summary>
    public const int CourierName = 18;

    /// <summary>Topic of the pushes to this device; missing for the usual one.</summary>
    public const int CourierTopic = 19;

    /// <summary>Host of the IMIP server.</summary>
    public const int ImipHost = 20;

    /// <summary>Port of the IMIP server; missing or zero for the usual one.</summary>
    public const int ImipPort = 21;

    /// <summary>IMIP account.</summary>
    public const int ImipUser = 22;

    /// <summary>IMIP password.</summary>
    public const int ImipPassword = 23;

    /// <summary>Name in the IMIP server's certificate; missing for the host.</summary>
    public const int ImipName = 24;

    /// <summary>No TLS to the IMIP server, on whatever network.</summary>
    public const int ImipPlain = 25;

    /// <summary>Who may read.</summary>
    public const int AllowRead = 26;

    /// <summary>Who may also switch.</summary>
    public const int AllowControl = 27;

    /// <summary>Who may also change settings and restart.</summary>
    public const int AllowAdmin = 28;

    /// <summary>Seconds between reports, until a command says otherwise.</summary>
    public const int ReportEvery = 29;

    /// <summary>How many keys there are.</summary>
    public const int Count = 30;

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

    private const int MaxPort = 65_535;
    private const int MaxSeconds = 86_400;

    private static readonly string[] Names =
    {
        "device", "links",
        "wifi.ssid", "wifi.password",
        "time.server",
        "tls.ca", "tls.client",
        "xmpp.domain", "xmpp.user", "xmpp.password", "xmpp.host", "xmpp.port", "xmpp.direct",
        "xmpp.plain", "xmpp.resource", "xmpp.pubsub",
        "courier.host", "courier.port", "courier.name", "courier.topic",
        "imip.host", "imip.port", "imip.user", "imip.password", "imip.name", "imip.plain",
        "allow.read", "allow.control", "allow.admin",
        "report.every",
    };

    private static readonly char[] Kinds =
    {
        Text, List,
        Text, Secret,
        Text,
        Text, Flag,
        Text, Text, Secret, Text, Number, Flag, Flag, Text, Text,
        Text, Number, Text, Text,
        Text, Number, Text, Secret, Text, Flag,
        List, List, List,
        Number,
    };

    /// <summary>Name of a key.</summary>
    public static string Name(int key) => Names[key];

    /// <summary>What values a key takes.</summary>
    public static char Kind(int key) => Kinds[key];

    /// <summary>Largest value of a number; the smallest is zero.</summary>
    public static int Maximum(int key) => key == ReportEvery ? MaxSeconds : MaxPort;

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
