using System.CommandLine;
using System.Globalization;
using System.Net;
using HostSim.Network;

namespace HostSim.Arguments;

/// <summary>Reads what stands in arguments; what is wrong becomes a <see cref="UsageException"/> that names the
/// option.</summary>
public static class Values
{
    private const int MaxPasswordBytes = 1024;

    /// <summary>An option that takes a whole number in a range.</summary>
    public static Option<int?> Number(string name, int minimum, int maximum, string description) => new(name)
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

    /// <summary>Names in a row, as a person would say them.</summary>
    public static string Words(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} or {names[^1]}";

    /// <summary>Reads host:port, [address]:port, or a host alone.</summary>
    public static (string Host, int Port) HostAndPort(string option, string server, int usualPort)
    {
        int colon = server.LastIndexOf(':');
        bool hasPort = colon >= 0 && !server.EndsWith(']') && (server.IndexOf(':') == colon || server[0] == '[');
        string host = (hasPort ? server[..colon] : server).Trim('[', ']');
        int port = usualPort;
        if (host.Length == 0 || (hasPort && !(int.TryParse(
            server[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && port is > 0 and <= IPEndPoint.MaxPort)))
        {
            throw new UsageException($"{option} must be host:port, not '{server}'");
        }

        return (host, port);
    }

    /// <summary>The part of an account name before the at sign; the domain may be written behind it.</summary>
    public static string LocalPart(string user, string domain)
    {
        string local = user.EndsWith("@" + domain, StringComparison.OrdinalIgnoreCase)
            ? user[..^(domain.Length + 1)]
            : user;
        return local.Length > 0 && local.IndexOfAny(['@', '/', ' ', '<', '>', '&', '\'', '"']) < 0
            ? local
            : throw new UsageException($"--user must be an account of {domain}, not '{user}'");
    }

    /// <summary>An address with one at sign and no resource.</summary>
    public static string Address(string option, string jid) =>
        jid.Split('@') is [{ Length: > 0 }, { Length: > 0 } domain] && !domain.Contains('/', StringComparison.Ordinal)
            ? jid
            : throw new UsageException($"{option} must be an address such as me@example.org, not '{jid}'");

    /// <summary>The password in a file, without its line end.</summary>
    public static string Password(string option, string path)
    {
        string text = Usable(option, () =>
            new FileInfo(path).Length <= MaxPasswordBytes
                ? File.ReadAllText(path).TrimEnd('\r', '\n')
                : throw new InvalidDataException($"{path} is larger than a password"));
        return text.Length > 0 ? text : throw new UsageException($"{option}: {path} is empty");
    }

    /// <summary>Whose certificates are believed: those of the PEM file, or of the system if there is none.</summary>
    public static Trust TrustIn(string option, string? path) =>
        path is null ? Trust.System : Usable(option, () => Trust.FromFile(path));

    /// <summary>A folder, made if it is not there.</summary>
    public static string? Folder(string option, string? path) => path is null
        ? null
        : Usable(option, () => Directory.CreateDirectory(path).FullName);

    /// <summary>What becomes of a file that an option names.</summary>
    public static T Usable<T>(string option, Func<T> use)
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
