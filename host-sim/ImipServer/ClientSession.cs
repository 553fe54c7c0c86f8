using System.Text;
using HostSim.ImipServer.Wire;

namespace HostSim.ImipServer;

/// <summary>The server's side of one connection, without I/O: bytes in, bytes out.</summary>
/// <remarks>
/// <code>
/// any time          PING → ACK 600          DISC → ACK 600, end        no block → ACK 801, end
///                   too large a block → ACK 806                        no ID → ACK 801
/// before HELO       HELO → HELO             LOGN → ACK 801
/// before login      LOGN → LOGN, or ACK 811, the third time end        others → ACK 803
/// logged in         STAT, LIST, MESG, ACK: see PresenceRules, ListRules, MessageRules
///                   HELO, LOGN → ACK 801                               others → ACK 802
/// silence           three intervals: DISC, end (not historical)
/// </code>
/// </remarks>
public sealed class ClientSession
{
    private const int MissedIntervals = 3;

    private readonly ImipDomain _domain;
    private readonly BlockReader _reader;
    private readonly List<byte> _output = [];
    private readonly Dictionary<uint, string> _requests = [];
    private readonly Allowance _allowance;
    private readonly DateTimeOffset _opened;
    private DateTimeOffset _heard;
    private string? _challenge;
    private int _failures;
    private bool _isClosed;

    /// <summary>Raised when there is something to send or the end has come; under the gate.</summary>
    public event Action? OutputReady;

    /// <summary>A session of a connection that has just come up.</summary>
    public ClientSession(ImipDomain domain)
    {
        _domain = domain;
        _reader = new BlockReader(domain.Limits);
        _allowance = new Allowance(domain.Options.Clock, domain.Limits.MessageBurst, domain.Limits.MessagesPerSecond);
        _opened = _heard = domain.Now;
        domain.Enter(this);
    }

    /// <summary>Who is logged in; null for nobody yet.</summary>
    public string? User => Account?.Name;

    /// <summary>The connection is to be closed when everything is sent.</summary>
    public bool WantsClose { get; private set; }

    /// <summary>The client does not read what it is sent: the connection is to be cut.</summary>
    public bool IsAbandoned { get; private set; }

    internal Account? Account { get; private set; }

    internal string State { get; set; } = States.Offline;

    /// <summary>Takes bytes from the client.</summary>
    public void Receive(ReadOnlySpan<byte> bytes)
    {
        if (WantsClose || _isClosed)
        {
            // What comes after the end would only be kept.
            return;
        }

        _heard = _domain.Now;
        _reader.Append(bytes);
        while (!WantsClose && !_isClosed && _reader.Read() is InboundBlock block)
        {
            Handle(block);
        }
    }

    /// <summary>Takes what is to be sent; false if there is nothing.</summary>
    public bool TryTake(out byte[] output)
    {
        output = [.. _output];
        _output.Clear();
        return output.Length > 0;
    }

    /// <summary>The connection is gone.</summary>
    public void Closed()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _domain.Leave(this);
            LogOut();
        }
    }

    /// <summary>Lets time pass.</summary>
    public void Tick()
    {
        TimeSpan longest = TimeSpan.FromSeconds(_domain.Options.KeepAliveSeconds * MissedIntervals);
        bool isLate = Account is null && _domain.Now - _opened > _domain.Limits.LoginTime;
        if (!WantsClose && (isLate || _domain.Now - _heard > longest))
        {
            _domain.Log.LogInformation("imip {User}: silent for too long", User ?? "before login");
            Disconnect();
        }
    }

    /// <summary>Ends it with DISC.</summary>
    public void Disconnect()
    {
        Send(_domain.Numbered("DISC"));
        End();
    }

    /// <summary>Sends a block; false if it cannot any more.</summary>
    internal bool Send(OutboundBlock block)
    {
        if (WantsClose || _isClosed || IsAbandoned)
        {
            return false;
        }

        byte[] bytes = block.ToBytes();
        if (_output.Count + bytes.Length > _domain.Limits.PendingOutputBytes)
        {
            _domain.Log.LogInformation("imip {User}: does not read, given up", User);
            IsAbandoned = true;
            End();
            return false;
        }

        _output.AddRange(bytes);
        OutputReady?.Invoke();
        return true;
    }

    /// <summary>Answers a block.</summary>
    internal void Ack(int code, uint reference) =>
        Send(_domain.Numbered($"ACK {code}").With("Reference", reference == 0 ? null : $"{reference}"));

    /// <summary>Asks the client about a user; its answer goes to <see cref="ListRules"/>.</summary>
    internal bool Ask(OutboundBlock question, uint id, string about) =>
        _requests.Count < _domain.Limits.PendingRequests && Send(question) && _requests.TryAdd(id, about);

    private void Handle(InboundBlock block)
    {
        if (block.Finding == Finding.Malformed)
        {
            _domain.Log.LogInformation("imip {User}: what came is no block", User ?? "before login");
            Ack(Codes.ProtocolError, 0);
            End();
        }
        else if (block.Finding == Finding.Oversized)
        {
            Ack(Codes.TooLarge, block.Id);
        }
        else if (block.Verb == "ACK")
        {
            TakeAnswer(block);
        }
        else if (block.Id == 0)
        {
            Ack(Codes.ProtocolError, 0);
        }
        else
        {
            Answer(block);
        }
    }

    private void Answer(InboundBlock block)
    {
        switch (block.Verb)
        {
            case "PING":
                Ack(Codes.Ok, block.Id);
                break;
            case "DISC":
                Ack(Codes.Ok, block.Id);
                End();
                break;
            case "HELO" when _challenge is null:
                Greet(block);
                break;
            case "LOGN" when _challenge is not null && Account is null:
                LogIn(block);
                break;
            case "HELO" or "LOGN":
                Ack(Codes.ProtocolError, block.Id);
                break;
            default:
                AnswerUser(block);
                break;
        }
    }

    private void AnswerUser(InboundBlock block)
    {
        int code = (Account, block.Verb) switch
        {
            (null, _) => Codes.NotLoggedIn,
            (_, "STAT") => _domain.Presence.Change(this, Account, block),
            (_, "LIST") => _domain.Lists.Change(this, Account, block),
            (_, "MESG") => _allowance.Take() ? _domain.Messages.Route(Account, block) : Codes.RateLimited,
            _ => Codes.UnknownBlock,
        };
        if (code != 0)
        {
            Ack(code, block.Id);
        }
    }

    private void Greet(InboundBlock block)
    {
        if (block.Header("Protocol") != "IMIP/1.0")
        {
            Ack(Codes.ProtocolError, block.Id);
            End();
            return;
        }

        _challenge = _domain.NewChallenge();
        Send(_domain.Numbered("HELO", Encoding.ASCII.GetBytes(_challenge))
            .With("Auth-Type", string.Join(", ", _domain.Options.Methods)).With("Capabilities", "server-lists")
            .With("Keep-Alive", _domain.Options.KeepAliveSeconds).With("Protocol", "IMIP/1.0")
            .With("Service", _domain.Options.Service).With("ServiceDisplayName", "Simulator"));
    }

    private void LogIn(InboundBlock block)
    {
        string method = block.Header("Auth-Type") ?? "";
        Account? account = _domain.Find(block.Argument);
        if (account is null || !_domain.Options.Methods.Contains(method)
            || !LoginProof.IsGood(method, _challenge!, block.Argument, account.Password, block.Body))
        {
            _failures++;
            _domain.Log.LogInformation("imip: wrong login as {User}", block.Argument);
            Ack(Codes.BadLogin, block.Id);
            if (_failures == _domain.Limits.LoginAttempts)
            {
                End();
            }

            return;
        }

        // The newest wins: the other is most likely a connection that has died unnoticed.
        account.Session?.Disconnect();
        Account = account;
        account.Session = this;
        Send(_domain.Numbered($"LOGN {account.Name}").With("Reference", block.Id));
    }

    private void TakeAnswer(InboundBlock block)
    {
        if (Account is not null && _requests.Remove(block.Reference, out string? about))
        {
            _domain.Lists.Answered(Account, about, block.Argument);
        }
    }

    private void End()
    {
        WantsClose = true;
        LogOut();
        OutputReady?.Invoke();
    }

    private void LogOut()
    {
        if (Account is Account account && account.Session == this)
        {
            bool wasSeen = State != States.Offline;
            account.Session = null;
            if (wasSeen)
            {
                _domain.Presence.Tell(account, []);
            }
        }
    }
}
