using System.Security.Cryptography;
using System.Text;

namespace HostSim.XmppServer.Auth;

/// <summary>
/// The server's half of SCRAM (RFC 5802 §7), without channel binding:
/// <code>
/// C: [n|y],[a=authzid],n=user,r=nonce      S: r=nonce+ours,s=salt,i=rounds
/// C: c=base64(gs2),r=nonce+ours,p=proof    S: v=signature
/// </code>
/// An unknown user gets a salt that is always the same and a proof that never fits, and so cannot be told from a wrong
/// password.
/// </summary>
internal sealed class ScramExchange(XmppDomain domain, HashAlgorithmName hash) : ISaslExchange
{
    private string _gs2 = string.Empty;
    private string _clientFirst = string.Empty;
    private string _serverFirst = string.Empty;
    private string _nonce = string.Empty;
    private Account? _account;
    private ScramVerifier? _verifier;

    /// <inheritdoc/>
    public SaslStep Step(byte[] message)
    {
        if (!TryText(message, out string text))
        {
            return SaslStep.Failure("malformed-request");
        }

        return _serverFirst.Length == 0 ? First(text) : Final(text);
    }

    private SaslStep First(string text)
    {
        string[] parts = text.Split(',');
        if (parts.Length < 4 || parts[0] is not ("n" or "y") || !parts[2].StartsWith("n=", StringComparison.Ordinal)
            || !parts[3].StartsWith("r=", StringComparison.Ordinal) || parts[3].Length < 3)
        {
            return SaslStep.Failure("malformed-request");
        }

        if (!TryUser(parts[2][2..], out string user))
        {
            return SaslStep.Failure("malformed-request");
        }

        if (!domain.Accounts.MayActAs(user, parts[1].StartsWith("a=", StringComparison.Ordinal) ? parts[1][2..] : null))
        {
            return SaslStep.Failure("invalid-authzid");
        }

        _gs2 = $"{parts[0]},{parts[1]},";
        _clientFirst = text[_gs2.Length..];
        _nonce = parts[3][2..] + domain.Entropy.Token(18);
        _account = domain.Accounts.Find(user);
        _verifier = _account?.Verifier(hash) ?? domain.Accounts.Decoy(user, hash);
        _serverFirst = $"r={_nonce},s={Convert.ToBase64String(_verifier.Salt)},i={_verifier.Iterations}";
        return SaslStep.Challenge(Encoding.UTF8.GetBytes(_serverFirst));
    }

    private SaslStep Final(string text)
    {
        int at = text.LastIndexOf(",p=", StringComparison.Ordinal);
        string[] parts = at < 0 ? [] : text[..at].Split(',');
        if (parts.Length < 2 || !parts[0].StartsWith("c=", StringComparison.Ordinal)
            || !TryBase64(text[(at + 3)..], out byte[] proof))
        {
            return SaslStep.Failure("malformed-request");
        }

        byte[] authMessage = Encoding.UTF8.GetBytes($"{_clientFirst},{_serverFirst},{text[..at]}");
        bool bound = parts[0][2..] == Convert.ToBase64String(Encoding.UTF8.GetBytes(_gs2)) && parts[1] == "r=" + _nonce;
        bool proved = _verifier!.Verifies(proof, authMessage);
        if (!bound || !proved || _account is null)
        {
            return SaslStep.Failure("not-authorized");
        }

        string signature = Convert.ToBase64String(_verifier.Signature(authMessage));
        return SaslStep.Proved(_account, Encoding.UTF8.GetBytes("v=" + signature));
    }

    // RFC 5802 §5.1: ',' and '=' travel as =2C and =3D, any other use of '=' is an error.
    private static bool TryUser(string encoded, out string user)
    {
        user = encoded.Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "\u0001", StringComparison.Ordinal);
        bool good = user.Length > 0 && !user.Contains('=', StringComparison.Ordinal);
        user = user.Replace('\u0001', '=');
        return good;
    }

    private static bool TryBase64(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        bool good = Convert.TryFromBase64String(text, bytes, out int length);
        bytes = bytes[..length];
        return good;
    }

    private static bool TryText(byte[] message, out string text)
    {
        try
        {
            text = Wire.StanzaReader.StrictUtf8.GetString(message);
            return !text.Contains('\0', StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            text = string.Empty;
            return false;
        }
    }
}
