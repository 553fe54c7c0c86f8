using System.Security.Cryptography;
using System.Text;

namespace HostSim.XmppServer.Auth;

/// <summary>Who may log in. Passwords enter here and leave only salted verifiers behind.</summary>
internal sealed class AccountStore(XmppDomain domain)
{
    private const int SaltBytes = 16;

    private readonly Dictionary<string, Account> _accounts = [];
    private readonly byte[] _decoyKey = domain.Entropy.Bytes(32);

    public int Count => _accounts.Count;

    public IEnumerable<Account> All => _accounts.Values;

    /// <summary>The account of a local part or bare JID as clients write it, or null.</summary>
    public Account? Find(string? user)
    {
        if (user is null)
        {
            return null;
        }

        string suffix = "@" + domain.Name;
        string name = user.ToLowerInvariant();
        name = name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
        return _accounts.GetValueOrDefault(name);
    }

    public Account? Find(Jid jid) => jid.Local is not null && jid.Domain == domain.Name ? Find(jid.Local) : null;

    /// <summary>
    /// Adds an account; throws ArgumentException if the name is taken, no local part, or one too many.
    /// </summary>
    public Account Add(string user, string password)
    {
        string name = user.ToLowerInvariant();
        if (!Jid.IsLocal(name))
        {
            throw new ArgumentException($"'{user}' cannot be the local part of a JID.", nameof(user));
        }

        if (_accounts.ContainsKey(name) || _accounts.Count >= domain.Options.Limits.Accounts)
        {
            throw new ArgumentException($"The account '{name}' exists or the domain is full.", nameof(user));
        }

        Account account = new(new Jid(name, domain.Name), domain.Options);
        SetPassword(account, password);
        _accounts.Add(name, account);
        return account;
    }

    /// <summary>Derives new verifiers; tokens that came from the old password end with it.</summary>
    public void SetPassword(Account account, string password)
    {
        ArgumentException.ThrowIfNullOrEmpty(password);
        List<ScramVerifier> verifiers = [];
        foreach (string mechanism in domain.Options.ScramMechanisms)
        {
            _ = ScramVerifier.TryHash(mechanism, out HashAlgorithmName hash);
            byte[] salt = domain.Entropy.Bytes(SaltBytes);
            verifiers.Add(ScramVerifier.Derive(hash, password, salt, domain.Options.ScramIterations));
        }

        account.Verifiers = verifiers;
        account.Tokens.Forget(null);
    }

    public void Remove(Account account) => _accounts.Remove(account.Jid.Local!);

    /// <summary>True if a stream header names somebody of this domain, whether or not the account exists.</summary>
    public bool MayAsk(string? from) =>
        Jid.TryParse(from, out Jid? jid) && jid.Local is not null && jid.Domain == domain.Name;

    /// <summary>True if no other identity is asked for than the one that logs in (RFC 6120 §6.3.8).</summary>
    public bool MayActAs(string user, string? authzid)
    {
        if (string.IsNullOrEmpty(authzid))
        {
            return true;
        }

        return Jid.TryParse(authzid, out Jid? jid) && jid.IsBare && jid.Domain == domain.Name && Find(user)?.Jid == jid;
    }

    /// <summary>A verifier nobody's password fits, with a salt that stays the same for the same name.</summary>
    public ScramVerifier Decoy(string user, HashAlgorithmName hash)
    {
        byte[] salt = HMACSHA256.HashData(_decoyKey, Encoding.UTF8.GetBytes(user + hash.Name));
        ScramVerifier shape = ScramVerifier.Derive(hash, string.Empty, salt[..SaltBytes], 1);
        return shape with { Iterations = domain.Options.ScramIterations, StoredKey = new byte[shape.StoredKey.Length] };
    }
}
