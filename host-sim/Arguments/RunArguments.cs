using System.CommandLine;
using System.Net;
using HostSim.Faults;
using HostSim.Worlds;

namespace HostSim.Arguments;

/// <summary>The arguments of a run of the simulator.</summary>
public sealed class RunArguments
{
    // Beyond this the ports and the memory of one machine decide, not we.
    private const int MaxDevices = 5000;

    private const int ConsolePort = 5080;
    private const int XmppPort = 5222;
    private const int XmppTlsPort = 5223;

    private readonly Option<int?> _port = Values.Number(
        "--port", 0, IPEndPoint.MaxPort, "Port of the console and the API on loopback; 0 for any free one [5080].");

    private readonly Option<int?> _devices = Values.Number(
        "--devices", 1, MaxDevices, "How many virtual devices, sim-1 and so on [1].");

    private readonly Option<int?> _seed = Values.Number(
        "--seed", 0, int.MaxValue, "Makes chance repeatable: sensors and the devices' random bytes.");

    private readonly Option<string?> _data = new("--data")
    {
        Description = "Folder that keeps what the devices remember; without it they forget when this ends.",
    };

    private readonly Option<string?> _faults = new("--faults")
    {
        Description = "JSON file with what goes wrong and when; what it leaves to chance comes from --seed.",
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
        Description = "How devices and embedded server talk: "
            + $"{Values.Words(WorldMaker.Links)} [{WorldMaker.Links[0]}].",
    };

    private readonly Option<bool> _json = LogStyle.Option();

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        Option[] all =
        [
            _port, _devices, _link, _seed, _data, _faults, _server, _directTls, _domain, _user, _passwordFile, _ca,
            _operator, _operatorPasswordFile, _json,
        ];
        Array.ForEach(all, command.Add);
    }

    /// <summary>True if the log is to be JSON.</summary>
    public bool WantsJson(ParseResult parsed) => parsed.GetValue(_json);

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
            Faults = parsed.GetValue(_faults) is string plan
                ? Values.Usable(_faults.Name, () => FaultScript.Load(plan, parsed.GetValue(_seed) ?? 0))
                : null,
            DataFolder = Values.Folder(_data.Name, parsed.GetValue(_data)),
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
        (string host, int port) = Values.HostAndPort(_server.Name, server, directTls ? XmppTlsPort : XmppPort);
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
            User = Values.LocalPart(Needed(parsed, _user), Needed(parsed, _domain)),
            Password = Values.Password(_passwordFile.Name, Needed(parsed, _passwordFile)),
            Trust = Values.TrustIn(_ca.Name, parsed.GetValue(_ca)),
            OperatorJid = operatorJid is null ? null : Values.Address(_operator.Name, operatorJid),
            OperatorPassword = operatorPasswordFile is null
                ? null
                : Values.Password(_operatorPasswordFile.Name, operatorPasswordFile),
        };
    }

    private RealServer? NoServer(ParseResult parsed)
    {
        Option[] onlyWithServer =
            [_directTls, _domain, _user, _passwordFile, _ca, _operator, _operatorPasswordFile];
        Option? stray = onlyWithServer.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
        return stray is null ? null : throw new UsageException($"{stray.Name} needs --server");
    }

    private static string Link(string? name) =>
        name is null ? WorldMaker.Links[0]
        : WorldMaker.Links.Contains(name) ? name
        : throw new UsageException($"--link must be {Values.Words(WorldMaker.Links)}, not '{name}'");

    private static string Needed(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { Length: > 0 } value
            ? value
            : throw new UsageException($"--server needs {option.Name}");
}
