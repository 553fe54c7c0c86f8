using Core;
using Core.Bytes;

namespace Xmpp.Auth;

/// <summary>EXTERNAL (RFC 4422 appendix A, XEP-0178): the client certificate of the TLS connection says who we are. The
/// response is the address to act as, or empty to let the server take it from the certificate.</summary>
public sealed class External : SaslMechanism
{
    private readonly byte[] _address;

    /// <summary>EXTERNAL as <paramref name="address"/>, a bare JID in UTF-8 or nothing.</summary>
    public External(byte[] address)
        : base("EXTERNAL")
    {
        _address = address;
    }

    /// <inheritdoc/>
    public override void Start(ByteWriter response)
    {
        Fault = Fault.None;
        response.Bytes(_address);
    }

    /// <inheritdoc/>
    public override SaslStep Challenge(byte[] challenge, int offset, int count, ByteWriter response)
    {
        // XEP-0178 §2: a server may ask again, with nothing, for the response that it ignored the first time.
        if (count == 0)
        {
            response.Bytes(_address);
            return SaslStep.Respond;
        }

        return base.Challenge(challenge, offset, count, response);
    }
}
