using System.CommandLine;
using HostSim.Arguments;
using HostSim.Operator.Push;

namespace HostSim.Operator.Tools;

/// <summary>The arguments that every operator tool takes: where the server is and who logs in.</summary>
public sealed class OperatorArguments
{
    private const int XmppPort = 5222;
    private const int XmppTlsPort = 5223;
    private const int UsualTimeout = 20;
    private const int LongestTimeout = 3600;

    private readonly Option<string?> _server = new("--server")
    {
        Description = "host:port of the XMPP server [the domain of --user, 5222].",
        Recursive = true,
    };

    private readonly Option<string?> _user = new("--user")
    {
        Description = "The operator's address, such as me@example.org.",
        Recursive = true,
    };

    private readonly Option<string?> _passwordFile = new("--password-file")
    {
        Description = "File with the operator's password.",
        Recursive = true,
    };

    private readonly Option<string?> _ca = new("--ca")
    {
        Description = "PEM file of the only certificate authority to believe; without it, the system's.",
        Recursive = true,
    };

    private readonly Option<bool> _directTls = new("--direct-tls")
    {
        Description = "TLS from the first byte (XEP-0368) instead of STARTTLS; implied by port 5223.",
        Recursive = true,
    };

    private readonly Option<string?> _pubSub = new("--pubsub")
    {
        Description = "Address of the PubSub service [pubsub. and the domain].",
        Recursive = true,
    };

    private readonly Option<int?> _timeout = Recursive(Values.Number(
        "--timeout", 1, LongestTimeout, $"Seconds to wait for a login or an answer [{UsualTimeout}]."));

    private readonly Option<bool> _json = new("--json")
    {
        Description = "JSON, one value on a line, instead of text for people.",
        Recursive = true,
    };

    /// <summary>Gives a command and those below it these options.</summary>
    public void AddTo(Command command)
    {
        Option[] all = [_server, _user, _passwordFile, _ca, _directTls, _pubSub, _timeout, _json];
        Array.ForEach(all, command.Add);
    }

    /// <summary>How long to wait for an answer.</summary>
    public TimeSpan Timeout(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(_timeout) ?? UsualTimeout);

    /// <summary>Where to print.</summary>
    public ToolOutput Output(ParseResult parsed) => ToolOutput.Standard(parsed.GetValue(_json));

    /// <summary>The push gateway at --server, for the owner of this key.</summary>
    /// <exception cref="UsageException">The arguments are wrong.</exception>
    public PushOptions Gateway(ParseResult parsed, PushCredentials credentials)
    {
        (string host, int port) = Values.HostAndPort(_server.Name, Needed(parsed, _server), PushOptions.UsualPort);
        return new PushOptions
        {
            Host = host,
            Port = port,
            Trust = Values.TrustIn(_ca.Name, parsed.GetValue(_ca)),
            Credentials = credentials,
        };
    }

    /// <summary>The account and its server.</summary>
    /// <exception cref="UsageException">The arguments are wrong.</exception>
    public OperatorOptions Read(ParseResult parsed)
    {
        string jid = Values.Address(_user.Name, Needed(parsed, _user));
        string user = jid[..jid.IndexOf('@', StringComparison.Ordinal)];
        string domain = jid[(user.Length + 1)..];
        bool directTls = parsed.GetValue(_directTls);
        (string host, int port) = Values.HostAndPort(
            _server.Name, parsed.GetValue(_server) ?? domain, directTls ? XmppTlsPort : XmppPort);
        return new OperatorOptions
        {
            User = user,
            Domain = domain,
            Password = Values.Password(_passwordFile.Name, Needed(parsed, _passwordFile)),
            Host = host,
            Port = port,
            DirectTls = directTls || port == XmppTlsPort,
            Trust = Values.TrustIn(_ca.Name, parsed.GetValue(_ca)),
            PubSubService = parsed.GetValue(_pubSub) ?? $"pubsub.{domain}",
        };
    }

    private static string Needed(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { Length: > 0 } value
            ? value
            : throw new UsageException($"operator needs {option.Name}");

    private static Option<int?> Recursive(Option<int?> option)
    {
        option.Recursive = true;
        return option;
    }
}
