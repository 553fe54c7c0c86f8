using System.Text;

namespace HostSim.XmppServer.Auth;

/// <summary>
/// HT-SHA-256-NONE of XEP-0484: <c>authcid NUL HMAC(token, "Initiator")</c>, answered with HMAC(token, "Responder").
/// </summary>
internal sealed class HashedTokenExchange(XmppDomain domain, string client, long? count) : ISaslExchange
{
    /// <summary>The token that was good, after success.</summary>
    public FastToken? Token { get; private set; }

    /// <inheritdoc/>
    public SaslStep Step(byte[] message)
    {
        int end = Array.IndexOf(message, (byte)0);
        if (end <= 0)
        {
            return SaslStep.Failure("malformed-request");
        }

        Account? account = domain.Accounts.Find(Encoding.UTF8.GetString(message, 0, end));
        FastToken? token = account?.Tokens.Match(client, message.AsSpan(end + 1));
        if (account is null || token is null || count <= token.LastCount)
        {
            return SaslStep.Failure("not-authorized");
        }

        token.LastCount = count ?? token.LastCount;
        account.Tokens.Used(token);
        Token = token;
        return SaslStep.Proved(account, FastTokens.Answer(token));
    }
}
