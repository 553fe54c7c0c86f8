using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HostSim.ImipServer;

namespace Tests.Server.Imip;

/// <summary>A client written as bytes, on a session without sockets. It puts blocks together by itself, now in one
/// style of empty line and now in the other.</summary>
internal sealed class ImipClient(ImipDomain domain)
{
    private readonly ClientSession _session = new(domain);
    private int _lastId = 1000;
    private bool _isYahoo;

    public ClientSession Session => _session;

    public string LastId => $"{_lastId}";

    /// <summary>A client that has logged in and shows itself.</summary>
    public static ImipClient Online(ImipDomain domain, string user)
    {
        ImipClient client = LoggedIn(domain, user);
        client.Ask("STAT ONLINE").IsAck(600);
        return client;
    }

    /// <summary>A client that has logged in.</summary>
    public static ImipClient LoggedIn(ImipDomain domain, string user)
    {
        ImipClient client = new(domain);
        Reply greeting = client.Ask("HELO", "", "Protocol: IMIP/1.0");
        client.Ask($"LOGN {user}", Proof(greeting.Body, user), "Auth-Type: imip-hmac-sha256").Is($"LOGN {user}");
        return client;
    }

    /// <summary>What proves the password "secret".</summary>
    public static string Proof(string challenge, string user) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes("secret"), Encoding.UTF8.GetBytes($"{challenge}:{user}")));

    /// <summary>Sends a block and returns the first thing that comes, which must answer it if it refers to
    /// anything.</summary>
    public Reply Ask(string first, string body = "", params string[] headers)
    {
        Say(first, body, headers);
        Reply[] replies = Hear();
        Assert.IsNotEmpty(replies, $"no answer to {first}");
        return replies[0];
    }

    /// <summary>Sends a block that must not be answered at once.</summary>
    public void Tell(string first, string body = "", params string[] headers)
    {
        Say(first, body, headers);
        Assert.IsEmpty(Hear());
    }

    /// <summary>Sends a block.</summary>
    public void Say(string first, string body = "", params string[] headers)
    {
        _lastId++;
        _isYahoo = !_isYahoo;
        string content = string.Concat(headers.Prepend($"ID: {_lastId}").Select(header => header + "\r\n"))
            + (_isYahoo || body.Length > 0 ? "\r\n" : "") + body;
        Raw(string.Create(CultureInfo.InvariantCulture,
            $"{first}\r\n{Encoding.UTF8.GetByteCount(content)}\r\n{content}"));
    }

    /// <summary>Sends bytes as they are.</summary>
    public void Raw(string text) => _session.Receive(Encoding.UTF8.GetBytes(text));

    /// <summary>What the server has said since the last look.</summary>
    public Reply[] Hear()
    {
        _session.TryTake(out byte[] output);
        return [.. Reply.All(Encoding.UTF8.GetString(output))];
    }

    /// <summary>The one thing that the server has said.</summary>
    public Reply HearOne()
    {
        Reply[] replies = Hear();
        Assert.HasCount(1, replies, string.Join('\n', replies.Select(reply => reply.Text)));
        return replies[0];
    }
}

/// <summary>One block from the server, as text.</summary>
internal sealed record Reply(string First, int Size, string Head, string Body, string Text)
{
    /// <summary>Cuts text into blocks; the sizes must fit.</summary>
    public static IEnumerable<Reply> All(string text)
    {
        while (text.Length > 0)
        {
            string[] lines = text.Split("\r\n", 3);
            int size = int.Parse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture);
            string content = lines[2][..size];
            int empty = ("\r\n" + content).IndexOf("\r\n\r\n", StringComparison.Ordinal);
            yield return new Reply(lines[0], size, empty < 0 ? content : content[..empty],
                empty < 0 ? "" : content[(empty + 2)..], $"{lines[0]}\r\n{content}");
            text = lines[2][size..];
        }
    }

    /// <summary>A header's value; empty if it is not there.</summary>
    public string this[string name] => Head.Split("\r\n").Where(line =>
        line.StartsWith(name + ": ", StringComparison.Ordinal)).Select(line => line[(name.Length + 2)..])
        .FirstOrDefault("");

    public Reply Is(string first)
    {
        Assert.AreEqual(first, First, Text);
        return this;
    }

    public Reply IsAck(int code) => Is($"ACK {code}");

    public Reply To(ImipClient client)
    {
        Assert.AreEqual(client.LastId, this["Reference"], Text);
        return this;
    }
}
