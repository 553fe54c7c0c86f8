using Core;
using Core.Bytes;
using Xmpp.Xml;

namespace Xmpp;

/// <summary>What a refused authentication means for us (RFC 6120 §6.5).</summary>
/// <remarks>
/// <code>
/// not-authorized | credentials-expired            the password is wrong
/// account-disabled                                it is
/// invalid-mechanism | mechanism-too-weak          nothing that both accept
/// temporary-auth-failure, and all the rest        worth another try, later
/// </code>
/// </remarks>
public static class SaslFailures
{
    /// <summary>Reads the failure at element 0.</summary>
    public static Fault Read(Stanza failure) =>
        Has(failure, "not-authorized") || Has(failure, "credentials-expired") ? Fault.NotAuthorized
        : Has(failure, "account-disabled") ? Fault.AccountDisabled
        : Has(failure, "invalid-mechanism") || Has(failure, "mechanism-too-weak") ? Fault.NoMechanism
        : Fault.ServerBusy;

    /// <summary>True if the server itself calls the failure at element 0 a passing one.</summary>
    public static bool IsPassing(Stanza failure) => Has(failure, "temporary-auth-failure");

    // Logins fail seldom: names that were kept for it would take heap all the time.
    private static bool Has(Stanza failure, string condition) =>
        failure.Child(0, Utf8.Bytes(condition), Ns.Sasl) != Stanza.None;
}
