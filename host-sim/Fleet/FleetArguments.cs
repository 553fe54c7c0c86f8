using System.CommandLine;
using HostSim.Arguments;

namespace HostSim.Fleet;

/// <summary>The arguments of <c>fleet</c>.</summary>
internal sealed class FleetArguments
{
    private const int MaxDevices = 20_000;
    private const int DaySeconds = 86_400;
    private const int DevicesPerRampSecond = 100;
    private const int DevicesPerCommandSecond = 100;
    private const int LongestOutageShare = 3;
    private const int UsualOutage = 30;
    private const int XmppPort = 5222;
    private const int XmppTlsPort = 5223;

    private readonly Option<int?> _devices =
        Values.Number("--devices", 1, MaxDevices, "How many devices [100].");

    private readonly Option<string?> _scenario = new("--scenario")
    {
        Description = "steady: nothing happens; storm: the server dies and comes back; churn: links are cut all the "
            + "time [steady].",
    };

    private readonly Option<int?> _duration =
        Values.Number("--duration", 1, DaySeconds, "Seconds of the scenario, once all are online [60].");

    private readonly Option<string?> _link = new("--link")
    {
        Description = "How devices and server talk: xmpp, or courier through the embedded push gateway [xmpp].",
    };

    private readonly Option<int?> _seed =
        Values.Number("--seed", 0, int.MaxValue, "Decides whatever chance decides [any, and it is printed].");

    private readonly Option<int?> _ramp = Values.Number(
        "--ramp", 0, DaySeconds, "Seconds over which the devices are switched on [one for each hundred].");

    private readonly Option<int?> _report =
        Values.Number("--report", 1, DaySeconds, "Seconds between two reports of a device [10].");

    private readonly Option<int?> _commands = Values.Number(
        "--commands", 0, 100_000, "Commands a second, to all devices together [one for each hundred devices].");

    private readonly Option<int?> _outage = Values.Number(
        "--outage", 0, DaySeconds, "Seconds that the server is away in a storm [30, at most a third of the duration].");

    private readonly Option<int?> _linkLife =
        Values.Number("--link-life", 1, DaySeconds, "Seconds that a link lasts on average in a churn [60].");

    private readonly Option<int?> _tls = Values.Number(
        "--tls", 0, MaxDevices, "How many of the devices use TLS over sockets, the others memory [0].");

    private readonly Option<int?> _patience = Values.Number("--patience", 1, DaySeconds,
        "Seconds that all may take to come online beyond the ramp, and at the end everything to arrive [360].");

    private readonly Option<string?> _html = new("--html")
    {
        Description = "File for a report with plots, to be opened without a network.",
    };

    private readonly Option<string?> _sabotage = new("--sabotage")
    {
        Description = "lose or double: what happens on purpose to one report in "
            + $"{FleetOptions.SabotageEvery}, to see that the count notices.",
    };

    private readonly Option<string?> _server = new("--server")
    {
        Description = "host:port of a real XMPP server, instead of the embedded one.",
    };

    private readonly Option<bool> _directTls = new("--direct-tls")
    {
        Description = "TLS from the first byte instead of STARTTLS; implied by port 5223.",
    };

    private readonly Option<string?> _domain = new("--domain") { Description = "Domain of the real server." };

    private readonly Option<string?> _usersFile = new("--users-file")
    {
        Description = "File with a device's account in each line: user, space, password.",
    };

    private readonly Option<string?> _user = new("--user")
    {
        Description = "Instead of that: the accounts' names with {n} for the number from 1 on, such as dev{n}.",
    };

    private readonly Option<string?> _passwordFile = new("--password-file")
    {
        Description = "File with the password that all of those have.",
    };

    private readonly Option<string?> _operator = new("--operator")
    {
        Description = "Account of the operator on the real server, who gives the commands and gets the reports.",
    };

    private readonly Option<string?> _operatorPasswordFile = new("--operator-password-file")
    {
        Description = "File with the operator's password.",
    };

    private readonly Option<string?> _ca = new("--ca")
    {
        Description = "PEM file of the only certificate authority to believe; without it, the system's.",
    };

    private Option[] OnlyOutside =>
        [_directTls, _domain, _usersFile, _user, _passwordFile, _operator, _operatorPasswordFile, _ca];

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        Option[] all =
        [
            _devices, _scenario, _duration, _link, _seed, _ramp, _report, _commands, _outage, _linkLife, _tls,
            _patience, _html, _sabotage, _server, .. OnlyOutside,
        ];
        Array.ForEach(all, command.Add);
    }

    /// <summary>What to run.</summary>
    /// <exception cref="UsageException">The arguments are wrong.</exception>
    public FleetOptions Read(ParseResult parsed)
    {
        FleetLink link = Link(parsed.GetValue(_link));
        if (link == FleetLink.Courier && parsed.GetValue(_server) is not null)
        {
            throw new UsageException("--server: a fleet over courier has the embedded gateway, because on "
                + "one elsewhere each device would need an enrolment code");
        }

        int devices = parsed.GetValue(_devices) ?? 100;
        int duration = parsed.GetValue(_duration) ?? 60;
        int tls = parsed.GetValue(_tls) ?? 0;
        if (tls > devices)
        {
            throw new UsageException("--tls cannot be more than --devices");
        }

        return new FleetOptions
        {
            Devices = devices,
            Link = link,
            Scenario = Scenario(parsed.GetValue(_scenario)),
            Duration = TimeSpan.FromSeconds(duration),
            Seed = parsed.GetValue(_seed) ?? Random.Shared.Next(),
            Ramp = TimeSpan.FromSeconds(parsed.GetValue(_ramp) ?? devices / DevicesPerRampSecond),
            ReportSeconds = parsed.GetValue(_report) ?? 10,
            CommandsPerSecond = parsed.GetValue(_commands) ?? Math.Max(1, devices / DevicesPerCommandSecond),
            Outage = TimeSpan.FromSeconds(
                parsed.GetValue(_outage) ?? Math.Min(UsualOutage, duration / LongestOutageShare)),
            LinkLife = TimeSpan.FromSeconds(parsed.GetValue(_linkLife) ?? 60),
            Tls = tls,
            Patience = TimeSpan.FromSeconds(parsed.GetValue(_patience) ?? 360),
            HtmlFile = HtmlFile(parsed.GetValue(_html)),
            Sabotage = Sabotage(parsed.GetValue(_sabotage)),
            Target = parsed.GetValue(_server) is string server ? Target(parsed, server, devices) : NoTarget(parsed),
        };
    }

    private static FleetLink Link(string? name) => name switch
    {
        null or "xmpp" => FleetLink.Xmpp,
        "courier" => FleetLink.Courier,
        _ => throw new UsageException($"--link must be xmpp or courier, not '{name}'"),
    };

    private static FleetScenario Scenario(string? name) => name switch
    {
        null or "steady" => FleetScenario.Steady,
        "storm" => FleetScenario.Storm,
        "churn" => FleetScenario.Churn,
        _ => throw new UsageException($"--scenario must be steady, storm or churn, not '{name}'"),
    };

    private static FleetSabotage Sabotage(string? name) => name switch
    {
        null => FleetSabotage.None,
        "lose" => FleetSabotage.Lose,
        "double" => FleetSabotage.Double,
        _ => throw new UsageException($"--sabotage must be lose or double, not '{name}'"),
    };

    // Opened now: an hour's run must not end with a report that cannot be written.
    private static string? HtmlFile(string? path) => path is null ? null : Values.Usable("--html", () =>
    {
        using FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.Write);
        return path;
    });

    private FleetTarget Target(ParseResult parsed, string server, int devices)
    {
        if (parsed.GetValue(_tls) is not null)
        {
            throw new UsageException("--tls: on a real server every device uses TLS");
        }

        bool directTls = parsed.GetValue(_directTls);
        (string host, int port) = Values.HostAndPort("--server", server, directTls ? XmppTlsPort : XmppPort);
        string domain = Needed(parsed, _domain);
        return new FleetTarget
        {
            Host = host,
            Port = port,
            DirectTls = directTls || port == XmppTlsPort,
            Domain = domain,
            Trust = Values.TrustIn(_ca.Name, parsed.GetValue(_ca)),
            Accounts = Accounts(parsed, domain, devices),
            Operator = new FleetAccount(
                Values.LocalPart(Needed(parsed, _operator), domain),
                Values.Password(
                    _operatorPasswordFile.Name, Needed(parsed, _operatorPasswordFile))),
        };
    }

    private static string Needed(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { Length: > 0 } value
            ? value
            : throw new UsageException($"--server needs {option.Name}");

    private FleetTarget? NoTarget(ParseResult parsed)
    {
        Option? stray = OnlyOutside.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
        return stray is null ? null : throw new UsageException($"{stray.Name} needs --server");
    }

    private FleetAccount[] Accounts(ParseResult parsed, string domain, int devices)
    {
        FleetAccount[] accounts = parsed.GetValue(_usersFile) is string file
            ? AccountsIn(file, domain)
            : AccountsLike(parsed, domain, devices);
        if (accounts.Length < devices)
        {
            throw new UsageException($"--users-file: {accounts.Length} accounts for {devices} devices");
        }

        FleetAccount? odd = accounts.FirstOrDefault(account => !Devices.DeviceMaker.IsId(account.User));
        return odd is null
            ? accounts
            : throw new UsageException($"'{odd.User}' cannot name a device: letters, digits, dot and dash, at most 32");
    }

    private static FleetAccount[] AccountsIn(string file, string domain)
    {
        string[] lines = Values.Usable("--users-file", () => File.ReadAllLines(file));
        return
        [
            .. lines.Where(line => line.Trim().Length > 0).Select((line, index) => line.Trim().Split(' ', 2) switch
            {
                [string user, { Length: > 0 } password] =>
                    new FleetAccount(Values.LocalPart(user, domain), password),
                _ => throw new UsageException($"--users-file: line {index + 1} is no user, space, password"),
            }),
        ];
    }

    private FleetAccount[] AccountsLike(ParseResult parsed, string domain, int devices)
    {
        string pattern = parsed.GetValue(_user) is { Length: > 0 } value
            ? value
            : throw new UsageException("--server needs --users-file, or --user with --password-file");
        if (devices > 1 && !pattern.Contains("{n}", StringComparison.Ordinal))
        {
            throw new UsageException($"--user must contain {{n}}, as dev{{n}} does, not '{pattern}'");
        }

        string password = Values.Password(_passwordFile.Name, Needed(parsed, _passwordFile));
        return
        [
            .. Enumerable.Range(1, devices).Select(number => new FleetAccount(
                Values.LocalPart(pattern.Replace("{n}", $"{number}", StringComparison.Ordinal), domain), password)),
        ];
    }
}
