using Core;
using Core.Bytes;
using Core.Ports;

namespace Xmpp.Auth;

/// <summary>HT-SHA-256-NONE (XEP-0484, draft-schmaus-kitten-sasl-ht): a token from an earlier login, in one flight,
/// and the server proves that it knows the token too. NONE: no channel binding, the device's TLS gives none.</summary>
/// <remarks>
/// <code>
/// response = user NUL HMAC-SHA-256(token, "Initiator")      success = HMAC-SHA-256(token, "Responder")
/// </code>
/// </remarks>
public sealed class HashedToken : SaslMechanism
{
    private readonly byte[] _user;
    private readonly ICrypto _crypto;
    private byte[] _expected;

    /// <summary>The mechanism for one user, in UTF-8, at first without a token.</summary>
    public HashedToken(byte[] user, ICrypto crypto)
        : base("HT-SHA-256-NONE")
    {
        _user = user;
        _crypto = crypto;
    }

    /// <summary>The token's text, just as the server gave it; null for none.</summary>
    public byte[] Token;

    /// <inheritdoc/>
    public override void Start(ByteWriter response)
    {
        _expected = null;
        if (Token == null || Token.Length == 0 || _user.Length == 0)
        {
            Fault = Fault.NotConfigured;
            return;
        }

        // Computed now: a success may bring the next token before the proof for this one.
        Fault = Fault.None;
        _expected = _crypto.HmacSha256(Token, Utf8.Bytes("Responder"));
        response.Bytes(_user);
        response.Byte(0);
        response.Bytes(_crypto.HmacSha256(Token, Utf8.Bytes("Initiator")));
    }

    /// <inheritdoc/>
    public override bool Succeeded(byte[] data, int offset, int count)
    {
        bool proven = _expected != null && SameSecret(_expected, data, offset, count);
        if (Fault == Fault.None && !proven)
        {
            Fault = Fault.ServerNotTrusted;
        }

        return Fault == Fault.None;
    }
}
