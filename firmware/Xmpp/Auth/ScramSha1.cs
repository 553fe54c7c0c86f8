using Core.Digests;

namespace Xmpp.Auth;

/// <summary>SCRAM's work with SHA-1, all of it in managed code.</summary>
/// <remarks>PBKDF2 stays in 32-bit words from the first iteration to the last: no byte is packed or unpacked on the
/// way.
/// </remarks>
public sealed class ScramSha1 : ScramHash
{
    /// <summary>Iterations a slice: two blocks each, together 60 µs on a PC by the model of tests/Bench and so 7.2 ms
    /// on the slowest device: 36 ms.</summary>
    public const int SliceIterations = 5;

    private readonly HmacSha1 _hmac;
    private readonly uint[] _code = new uint[5];
    private readonly uint[] _sum = new uint[5];
    private byte[] _key;

    /// <summary>A function ready for its first use.</summary>
    public ScramSha1()
        : base(new Sha1())
    {
        _hmac = new HmacSha1((Sha1)Digest);
    }

    /// <inheritdoc/>
    public override byte[] Hmac(byte[] key, byte[] message)
    {
        byte[] code = new byte[Digest.Size];
        _hmac.Key(key);
        _key = key;
        _hmac.Compute(message, 0, message.Length, code, 0);
        return code;
    }

    /// <inheritdoc/>
    public override void Slice()
    {
        HmacSha1 hmac = _hmac;
        if (_key != Password)
        {
            // Another exchange used another key between two slices; only then two blocks more.
            _key = Password;
            hmac.Key(_key);
        }

        uint[] code = _code;
        uint[] sum = _sum;
        for (int left = Take(SliceIterations); left > 0; left--)
        {
            hmac.Iterate(code);
            sum[0] ^= code[0];
            sum[1] ^= code[1];
            sum[2] ^= code[2];
            sum[3] ^= code[3];
            sum[4] ^= code[4];
        }
    }

    /// <inheritdoc/>
    public override byte[] Salted()
    {
        byte[] salted = new byte[Digest.Size];
        for (int i = 0; i < salted.Length; i++)
        {
            salted[i] = (byte)(_sum[i >> 2] >> (24 - (i & 3) * 8));
        }

        return salted;
    }

    /// <inheritdoc/>
    protected override void First(byte[] code)
    {
        for (int i = 0; i < code.Length; i++)
        {
            _code[i >> 2] = _code[i >> 2] << 8 | code[i];
        }

        _code.CopyTo(_sum, 0);
    }
}
