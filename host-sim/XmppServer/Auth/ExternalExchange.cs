using System.Text;

namespace HostSim.XmppServer.Auth;

/// <summary>
/// EXTERNAL (RFC 4422 appendix A, XEP-0178): the JIDs of the client certificate are the proof, the message only picks
/// one.
/// </summary>
internal sealed class ExternalExchange(XmppDomain domain, IReadOnlyList<string> certificateJids) : ISaslExchange
{
    /// <inheritdoc/>
    public SaslStep Step(byte[] message)
    {
        string wanted = Encoding.UTF8.GetString(message);
        foreach (string text in certificateJids)
        {
            if (Jid.TryParse(text, out Jid? jid) && jid.Local is not null && jid.Domain == domain.Name
                && Picks(wanted, jid))
            {
                Account? account = domain.Accounts.Find(jid.Local);
                return account is null ? SaslStep.Failure("not-authorized") : SaslStep.Proved(account, []);
            }
        }

        return SaslStep.Failure(wanted.Length == 0 ? "not-authorized" : "invalid-authzid");
    }

    private static bool Picks(string wanted, Jid jid) =>
        wanted.Length == 0 || (Jid.TryParse(wanted, out Jid? asked) && asked.Bare == jid.Bare);
}
