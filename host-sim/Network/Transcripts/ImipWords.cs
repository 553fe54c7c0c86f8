using HostSim.ImipServer;

namespace HostSim.Network.Transcripts;

/// <summary>An IMIP block in a few words.</summary>
internal static class ImipWords
{
    /// <summary>What a block of this first line, with these headers and this body, says.</summary>
    public static string Of(string[] line, string headers, string body)
    {
        string subject = line.Length > 1 ? line[1] : "";
        return line[0] switch
        {
            "HELO" => body.Length == 0 ? "greets" : $"greets, wants a login by {Header(headers, "Auth-Type")}",
            "LOGN" => body.Length == 0 ? $"{subject} is logged in" : $"logs in as {subject}",
            "STAT" => $"presence{Peer(headers)}: {subject}",
            "LIST" => $"list{Peer(headers)}: {subject}",
            "MESG" => Message(headers, body),
            "PING" => "ping",
            "DISC" => "logs out",
            "ACK" => $"acknowledges {Header(headers, "Reference")}: {Code(subject)}",
            _ => string.Join(' ', line),
        };
    }

    private static string Message(string headers, string body)
    {
        string command = Header(headers, "Command-Id");
        string outcome = Header(headers, "Outcome");
        string what = outcome.Length > 0 ? $"result of {command}, {outcome}"
            : command.Length > 0 ? $"command {command}"
            : Header(headers, "Report") is { Length: > 0 } report ? $"report {report}" : "chat";
        return $"{what}{Peer(headers)}: {body}";
    }

    private static string Peer(string headers) =>
        Header(headers, "To") is { Length: > 0 } to ? $" to {to}"
        : Header(headers, "From") is { Length: > 0 } from ? $" from {from}" : "";

    private static string Header(string headers, string name) => headers.Split('\n')
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault("");

    private static string Code(string code) => int.TryParse(code, out int number) ? number switch
    {
        Codes.Ok => "ok",
        Codes.ProtocolError => "protocol error",
        Codes.UnknownBlock => "unknown block",
        Codes.NotLoggedIn => "not logged in",
        Codes.UnknownUser => "unknown user",
        Codes.Blocked => "blocked",
        Codes.TooLarge => "too large",
        Codes.RateLimited => "too many",
        Codes.BadLogin => "login refused",
        _ => code,
    } : code;
}
