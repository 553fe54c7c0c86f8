using System.Security.Cryptography;
using System.Text;

namespace HostSim.XmppServer.Auth;

/// <summary>PLAIN (RFC 4616): <c>[authzid] NUL authcid NUL password</c>, checked against the salted verifier.</summary>
internal sealed class PlainExchange(XmppDomain domain) : ISaslExchange
{
    /// <inheritdoc/>
    public SaslStep Step(byte[] message)
    {
        string[] parts = Encoding.UTF8.GetString(message).Split('\0');
        if (parts.Length != 3 || parts[1].Length == 0 || parts[2].Length == 0)
        {
            return SaslStep.Failure("malformed-request");
        }

        if (!domain.Accounts.MayActAs(parts[1], parts[0]))
        {
            return SaslStep.Failure("invalid-authzid");
        }

        // An unknown user costs the same time as a wrong password.
        Account? account = domain.Accounts.Find(parts[1]);
        ScramVerifier verifier = account?.AnyVerifier ?? domain.Accounts.Decoy(parts[1], HashAlgorithmName.SHA256);
        bool proved = verifier.Matches(parts[2]) && account is not null;
        return proved ? SaslStep.Proved(account!, []) : SaslStep.Failure("not-authorized");
    }
}
