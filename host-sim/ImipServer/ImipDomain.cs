using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HostSim.ImipServer.Wire;

namespace HostSim.ImipServer;

/// <summary>Everything that an IMIP server knows, without I/O: accounts, who is logged in, what waits. Whoever calls it
/// or one of its sessions holds <see cref="Gate"/>.</summary>
public sealed class ImipDomain
{
    // As many digits as carry 66 bits of chance; eight were recorded.
    private const int ChallengeDigits = 20;

    private readonly Dictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    private readonly HashSet<ClientSession> _sessions = [];
    private readonly Random? _seeded;
    private uint _lastId = 10_000;

    /// <summary>A server without accounts.</summary>
    public ImipDomain(ImipOptions options)
    {
        Options = options;
        _seeded = options.Seed is int seed ? new Random(seed) : null;
        Presence = new PresenceRules(this);
        Lists = new ListRules(this);
        Messages = new MessageRules(this);
    }

    /// <summary>The one lock.</summary>
    public Lock Gate { get; } = new();

    /// <summary>What it was started with.</summary>
    public ImipOptions Options { get; }

    /// <summary>Names of who is logged in.</summary>
    public IReadOnlyList<string> Online =>
        [.. _accounts.Values.Where(account => account.Session is not null).Select(account => account.Name)];

    internal ImipLimits Limits => Options.Limits;

    internal PresenceRules Presence { get; }

    internal ListRules Lists { get; }

    internal MessageRules Messages { get; }

    internal DateTimeOffset Now => Options.Clock.GetUtcNow();

    /// <summary>Adds an account; names are kept in lower case.</summary>
    /// <exception cref="ArgumentException">The name is taken or cannot stand in a block, or there are too
    /// many.</exception>
    public void AddAccount(string user, string password)
    {
        string name = user.ToLowerInvariant();
        bool isName = Encoding.UTF8.GetByteCount(name) is int length && length > 0 && length <= Limits.NameBytes
            && !name.Any(character => character <= ' ' || character == 0x7F || character is ',' or '"');
        if (!isName || password.Length == 0 || _accounts.Count >= Limits.Accounts
            || !_accounts.TryAdd(name, new Account(name, password)))
        {
            throw new ArgumentException($"'{user}' cannot be an account here", nameof(user));
        }
    }

    /// <summary>Changes a password; who is logged in stays.</summary>
    public void SetPassword(string user, string password) => _accounts[user].Password = password;

    /// <summary>Makes two accounts see each other.</summary>
    public void Befriend(string user, string other)
    {
        Account one = _accounts[user];
        Account two = _accounts[other];
        one.Buddy.Add(two.Name);
        one.Allow.Add(two.Name);
        two.Buddy.Add(one.Name);
        two.Allow.Add(one.Name);
    }

    /// <summary>Ends the session of a user with DISC, as a server does that goes down; nothing happens if there is
    /// none.</summary>
    public void Kick(string user) => Find(user)?.Session?.Disconnect();

    /// <summary>Ends every session with DISC.</summary>
    public void KickAll()
    {
        foreach (ClientSession session in _sessions.ToArray())
        {
            session.Disconnect();
        }
    }

    /// <summary>Lets time pass: who is silent for too long is given up.</summary>
    public void Tick()
    {
        foreach (ClientSession session in _sessions.ToArray())
        {
            session.Tick();
        }
    }

    internal ILogger Log => Options.Logger;

    internal void Enter(ClientSession session) => _sessions.Add(session);

    internal void Leave(ClientSession session) => _sessions.Remove(session);

    /// <summary>The account of this name in any case, or null.</summary>
    internal Account? Find(string name) => _accounts.GetValueOrDefault(name.ToLowerInvariant());

    /// <summary>The next number; one counter for all, as the recorded gaps show.</summary>
    internal uint NextId() => _lastId = _lastId == uint.MaxValue ? 1 : _lastId + 1;

    internal string NewChallenge()
    {
        StringBuilder digits = new(ChallengeDigits);
        for (int i = 0; i < ChallengeDigits; i++)
        {
            int digit = _seeded?.Next(10) ?? RandomNumberGenerator.GetInt32(10);
            digits.Append(digit.ToString(CultureInfo.InvariantCulture));
        }

        return digits.ToString();
    }

    internal OutboundBlock Numbered(string firstLine, byte[]? body = null) =>
        new OutboundBlock(firstLine) { Body = body ?? [] }.With("ID", NextId());
}
