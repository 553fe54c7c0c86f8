using System.CommandLine;
using System.Globalization;
using System.Net;
using HostSim.Network;
using HostSim.Worlds;

namespace HostSim;

/// <summary>The arguments of a run of the simulator.</summary>
public sealed class RunArguments
{
    // Beyond this the ports and the memory of one machine decide, not we.
    private const int MaxDevices = 5000;

    private const int ConsolePort = 5080;
    private const int XmppPort = 5222;
    private const int XmppTlsPort = 5223;
    private const int MaxPasswordBytes = 1024;

    private readonly Option<int?> _port = Number(
        "--port", 0, IPEndPoint.MaxPort, "Port of the console and the API on loopback; 0 for any free one [5080].");

    private readonly Option<int?> _devices = Number(
        "--devices", 1, MaxDevices, "How many virtual devices, sim-1 and so on [1].");

    private readonly Option<int?> _seed = Number(
        "--seed", 0, int.MaxValue, "Makes chance repeatable: sensors and the devices' random bytes.");

    private readonly Option<string?> _data = new("--data")
    {
        Description = "Folder that keeps what the devices remember; without it they forget when this ends.",
    };

    private readonly Option<string?> _server = new("--server")
    {
        Description = "host:port of a real XMPP server, instead of the embedded one.",
    };

    private readonly Option<bool> _directTls = new("--direct-tls")
    {
        Description = "TLS from the first byte (XEP-0368) instead of STARTTLS; implied by port 5223.",
    };

    private readonly Option<string?> _domain = new("--domain") { Description = "Domain of the real server." };

    private readonly Option<string?> _user = new("--user") { Description = "The device's account on it." };

    private readonly Option<string?> _passwordFile = new("--password-file")
    {
        Description = "File with the password of that account.",
    };

    private readonly Option<string?> _ca = new("--ca")
    {
        Description = "PEM file of the only certificate authority to believe; without it, the system's.",
    };

    private readonly Option<string?> _operator = new("--operator")
    {
        Description = "Address of the person who may command the device on the real server.",
    };

    private readonly Option<string?> _operatorPasswordFile = new("--operator-password-file")
    {
        Description = "File with that person's password, so that the console can send commands.",
    };

    private readonly Option<string?> _link = new("--link")
    {
        Description = $"How devices and embedded server talk: {Words(WorldMaker.Links)} [{WorldMaker.Links[0]}].",
    };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        Option[] all =
        [
            _port, _devices, _link, _seed, _data, _server, _directTls, _domain, _user, _passwordFile, _ca, _operator,
            _operatorPasswordFile,
        ];
        Array.ForEach(all, command.Add);
    }

    /// <summary>What to simulate.</summary>
    /// <exception cref="UsageException">The arguments are wrong.</exception>
    public SimulationOptions Read(ParseResult parsed)
    {
        return new SimulationOptions
        {
            Port = parsed.GetValue(_port) ?? ConsolePort,
            Devices = parsed.GetValue(_devices) ?? 1,
            Link = Link(parsed.GetValue(_link)),
            Seed = parsed.GetValue(_seed),
            DataFolder = Folder(parsed.GetValue(_data)),
            Server = parsed.GetValue(_server) is string server ? Server(parsed, server) : NoServer(parsed),
        };
    }

    private RealServer Server(ParseResult parsed, string server)
    {
        if (parsed.GetValue(_devices) > 1)
        {
            throw new UsageException("--devices: a real server takes one device, because --user names one account");
        }

        if (parsed.GetValue(_link) is not (null or "xmpp"))
        {
            throw new UsageException("--link: --server is an XMPP server");
        }

        bool directTls = parsed.GetValue(_directTls);
        (string host, int port) = HostAndPort(server, directTls ? XmppTlsPort : XmppPort);
        string? operatorJid = parsed.GetValue(_operator);
        string? operatorPasswordFile = parsed.GetValue(_operatorPasswordFile);
        if (operatorPasswordFile is not null && operatorJid is null)
        {
            throw new UsageException("--operator-password-file needs --operator");
        }

        return new RealServer
        {
            Host = host,
            Port = port,
            DirectTls = directTls || port == XmppTlsPort,
            Domain = Needed(parsed, _domain),
            User = LocalPart(Needed(parsed, _user), Needed(parsed, _domain)),
            Password = Password(_passwordFile.Name, Needed(parsed, _passwordFile)),
            Trust = TrustIn(parsed.GetValue(_ca)),
            OperatorJid = operatorJid is null ? null : Address(operatorJid),
            OperatorPassword = operatorPasswordFile is null
                ? null
                : Password(_operatorPasswordFile.Name, operatorPasswordFile),
        };
    }

    private RealServer? NoServer(ParseResult parsed)
    {
        Option[] onlyWithServer =
            [_directTls, _domain, _user, _passwordFile, _ca, _operator, _operatorPasswordFile];
        Option? stray = onlyWithServer.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
        return stray is null ? null : throw new UsageException($"{stray.Name} needs --server");
    }

    private static Option<int?> Number(string name, int minimum, int maximum, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
                && value >= minimum && value <= maximum)
            {
                return value;
            }

            result.AddError($"{name} must be a whole number from {minimum} to {maximum}, not '{text}'");
            return null;
        },
    };

    private static string Link(string? name) =>
        name is null ? WorldMaker.Links[0]
        : WorldMaker.Links.Contains(name) ? name
        : throw new UsageException($"--link must be {Words(WorldMaker.Links)}, not '{name}'");

    private static string Words(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";

    private static string Needed(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { Length: > 0 } value
            ? value
            : throw new UsageException($"--server needs {option.Name}");

    private static (string Host, int Port) HostAndPort(string server, int usualPort)
    {
        int colon = server.LastIndexOf(':');
        bool hasPort = colon >= 0 && !server.EndsWith(']') && (server.IndexOf(':') == colon || server[0] == '[');
        string host = (hasPort ? server[..colon] : server).Trim('[', ']');
        int port = usualPort;
        if (host.Length == 0 || (hasPort && !(int.TryParse(
            server[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && port is > 0 and <= IPEndPoint.MaxPort)))
        {
            throw new UsageException($"--server must be host:port, not '{server}'");
        }

        return (host, port);
    }

    private static string LocalPart(string user, string domain)
    {
        string local = user.EndsWith("@" + domain, StringComparison.OrdinalIgnoreCase)
            ? user[..^(domain.Length + 1)]
            : user;
        return local.Length > 0 && local.IndexOfAny(['@', '/', ' ', '<', '>', '&', '\'', '"']) < 0
            ? local
            : throw new UsageException($"--user must be an account of {domain}, not '{user}'");
    }

    private static string Address(string jid) =>
        jid.Split('@') is [{ Length: > 0 }, { Length: > 0 } domain] && !domain.Contains('/', StringComparison.Ordinal)
            ? jid
            : throw new UsageException($"--operator must be an address such as me@example.org, not '{jid}'");

    private static string Password(string option, string path)
    {
        string text = Usable(option, () =>
            new FileInfo(path).Length <= MaxPasswordBytes
                ? File.ReadAllText(path).TrimEnd('\r', '\n')
                : throw new InvalidDataException($"{path} is larger than a password"));
        return text.Length > 0 ? text : throw new UsageException($"{option}: {path} is empty");
    }

    private static Trust TrustIn(string? path) =>
        path is null ? Trust.System : Usable("--ca", () => Trust.FromFile(path));

    private static string? Folder(string? path) => path is null
        ? null
        : Usable("--data", () => Directory.CreateDirectory(path).FullName);

    private static T Usable<T>(string option, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException
            or ArgumentException)
        {
            throw new UsageException($"{option}: {e.Message}");
        }
    }
}
