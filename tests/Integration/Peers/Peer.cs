using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Tests.Integration.Servers;

namespace Tests.Integration.Peers;

/// <summary>A slixmpp client in its own process: requests in, answers and events out.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private const int AnswerLimitMs = 40_000;

    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _pending = new();
    private readonly Channel<JsonElement> _events = Channel.CreateUnbounded<JsonElement>();
    private readonly List<JsonElement> _seen = [];
    private readonly StringBuilder _errors = new();
    private readonly Task _reading;
    private int _lastId;

    private Peer(Process process, string jid)
    {
        _process = process;
        Jid = jid;
        process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Bare JID of its account.</summary>
    public string Jid { get; }

    /// <summary>Full JID of its session.</summary>
    public string FullJid { get; private set; } = string.Empty;

    /// <summary>Why peers cannot run here; null if they can.</summary>
    public static string? Missing() =>
        File.Exists("/usr/bin/python3") && File.Exists("/usr/lib/python3/dist-packages/slixmpp/__init__.py")
            ? null
            : "slixmpp is not installed (package python3-slixmpp)";

    /// <summary>Starts a peer and logs it in, certificate checked.</summary>
    public static async Task<Peer> LoginAsync(LocalServer server, string jid, string password, bool directTls = false)
    {
        ProcessStartInfo start = new("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "Peers", "peer.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Peer peer = new(Process.Start(start)!, jid);
        try
        {
            JsonElement answer = await peer.CallAsync("login", new
            {
                jid,
                password,
                host = "127.0.0.1",
                port = (directTls ? server.DirectTls : server.StartTls).Number,
                tls = directTls ? "direct" : "start",
                ca = server.AuthorityFile,
            });
            peer.FullJid = answer.GetProperty("jid").GetString()!;
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a request and returns its answer; <see cref="PeerException"/> if the other side
    /// refused.</summary>
    public async Task<JsonElement> CallAsync<T>(string what, T arguments)
    {
        int id = Interlocked.Increment(ref _lastId);
        TaskCompletionSource<JsonElement> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = answer;
        JsonObject request = JsonSerializer.SerializeToNode(arguments)!.AsObject();
        request["id"] = id;
        request["do"] = what;
        await _process.StandardInput.WriteLineAsync(request.ToJsonString());
        await _process.StandardInput.FlushAsync();
        try
        {
            return await answer.Task.WaitAsync(TimeSpan.FromMilliseconds(AnswerLimitMs));
        }
        catch (TimeoutException)
        {
            throw new PeerException(what, "no answer", _errors.ToString());
        }
    }

    /// <summary>The next event, already seen or still to come, that fits; it is taken out.</summary>
    public async Task<JsonElement> EventAsync(string name, Func<JsonElement, bool> fits, int limitMs = 20_000)
    {
        bool Wanted(JsonElement candidate) => candidate.GetProperty("event").GetString() == name && fits(candidate);
        int found = _seen.FindIndex(Wanted);
        if (found >= 0)
        {
            JsonElement old = _seen[found];
            _seen.RemoveAt(found);
            return old;
        }

        using CancellationTokenSource deadline = new(limitMs);
        try
        {
            while (true)
            {
                JsonElement next = await _events.Reader.ReadAsync(deadline.Token);
                if (Wanted(next))
                {
                    return next;
                }

                _seen.Add(next);
            }
        }
        catch (OperationCanceledException)
        {
            string heard = string.Join(Environment.NewLine, _seen.Select(seen => seen.ToString()));
            throw new TimeoutException(
                $"{Jid} waited {limitMs} ms for '{name}'; it heard:{Environment.NewLine}{heard}");
        }
    }

    /// <summary>How many events came so far that fit and were not taken.</summary>
    public int Count(string name, Func<JsonElement, bool> fits)
    {
        while (_events.Reader.TryRead(out JsonElement next))
        {
            _seen.Add(next);
        }

        return _seen.Count(seen => seen.GetProperty("event").GetString() == name && fits(seen));
    }

    /// <summary>Ends the process.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            JsonElement said = JsonDocument.Parse(line).RootElement;
            if (said.TryGetProperty("id", out JsonElement id) && _pending.TryRemove(id.GetInt32(), out var answer))
            {
                Settle(answer, said);
            }
            else
            {
                _events.Writer.TryWrite(said);
            }
        }

        foreach (TaskCompletionSource<JsonElement> answer in _pending.Values)
        {
            answer.TrySetException(new PeerException("anything", "the peer ended", _errors.ToString()));
        }
    }

    private static void Settle(TaskCompletionSource<JsonElement> answer, JsonElement said)
    {
        if (said.TryGetProperty("ok", out JsonElement ok))
        {
            answer.SetResult(ok);
            return;
        }

        answer.SetException(new PeerException(
            "request", said.GetProperty("error").GetString()!, said.GetProperty("text").GetString() ?? string.Empty));
    }
}
