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
    private static readonly byte[] NotAuthorized = Utf8.Bytes("not-authorized");
    private static readonly byte[] CredentialsExpired = Utf8.Bytes("credentials-expired");
    private static readonly byte[] AccountDisabled = Utf8.Bytes("account-disabled");
    private static readonly byte[] InvalidMechanism = Utf8.Bytes("invalid-mechanism");
    private static readonly byte[] MechanismTooWeak = Utf8.Bytes("mechanism-too-weak");
    private static readonly byte[] Temporary = Utf8.Bytes("temporary-auth-failure");

    /// <summary>Reads the failure at element 0.</summary>
    public static Fault Read(Stanza failure) =>
        Has(failure, NotAuthorized) || Has(failure, CredentialsExpired) ? Fault.NotAuthorized
        : Has(failure, AccountDisabled) ? Fault.AccountDisabled
        : Has(failure, InvalidMechanism) || Has(failure, MechanismTooWeak) ? Fault.NoMechanism : Fault.ServerBusy;

    /// <summary>True if the server itself calls the failure at element 0 a passing one.</summary>
    public static bool IsPassing(Stanza failure) => Has(failure, Temporary);

    private static bool Has(Stanza failure, byte[] condition) =>
        failure.Child(0, condition, Ns.Sasl) != Stanza.None;
}
