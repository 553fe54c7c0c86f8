using Core.Ports;
using Xmpp.Auth;

namespace Xmpp;

/// <summary>Chooses among the SASL mechanisms that a server offers.</summary>
/// <remarks>EXTERNAL comes first where there is a certificate, then SCRAM-SHA-256 (the cheapest on the device), -512,
/// -1, and PLAIN only if the configuration allows it and the server has never offered SCRAM: an attacker between us
/// could leave it out of the list.</remarks>
internal static class MechanismChoice
{
    /// <summary>A new mechanism, or null if nothing that is offered is acceptable.</summary>
    internal static SaslMechanism Choose(
        Mechanisms offered, XmppAccount account, bool everOfferedScram, ICrypto crypto, IVault vault)
    {
        if (account.HasCertificate && (offered & Mechanisms.External) != 0)
        {
            return new External(account.BareJid);
        }

        if ((offered & Mechanisms.AnyScram) != 0 && account.Password.Length > 0)
        {
            ScramKind kind = (offered & Mechanisms.Scram256) != 0 ? ScramKind.Sha256
                : (offered & Mechanisms.Scram512) != 0 ? ScramKind.Sha512 : ScramKind.Sha1;
            return new Scram(kind, account.User, account.Password, crypto, vault);
        }

        bool plain = account.AllowPlain && !everOfferedScram && (offered & Mechanisms.Plain) != 0;
        return plain ? new Plain(account.User, account.Password) : null;
    }
}
