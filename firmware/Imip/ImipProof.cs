using Core.Bytes;
using Core.Ports;

namespace Imip;

/// <summary>How a login is proved: the body of LOGN.</summary>
/// <remarks>
/// <code>
/// imip-hmac-sha256 = hex(HMAC-SHA-256(key: password, challenge ":" user))           ours, not historical; preferred
/// imip-md5         = hex(MD5(challenge ":" user ":" password))                      32 digits were seen; what went
///                                                                                   into them is our choice
/// </code>
/// Digits are lower case. Either lets whoever hears it try passwords: without TLS only a long random one is safe.
/// </remarks>
public sealed class ImipProof
{
    /// <summary>Bytes of a challenge that are taken: those that were seen had ten.</summary>
    public const int LongestChallenge = 64;

    private const byte Separator = (byte)':';

    private readonly byte[] _hmacSha256 = Utf8.Bytes("imip-hmac-sha256");
    private readonly byte[] _md5 = Utf8.Bytes("imip-md5");
    private readonly ICrypto _crypto;
    private readonly byte[] _user;
    private readonly byte[] _password;
    private byte[] _method;

    /// <summary>Proves that it knows this account's password.</summary>
    public ImipProof(byte[] user, string password, ICrypto crypto)
    {
        _user = user;
        _password = Utf8.Bytes(password);
        _crypto = crypto;
    }

    /// <summary>The name of the method that was chosen.</summary>
    public byte[] Method => _method;

    /// <summary>Chooses from what the server offers; false if nothing of it is known.</summary>
    public bool Choose(Slice offered)
    {
        _method = Offers(offered, _hmacSha256) ? _hmacSha256 : Offers(offered, _md5) ? _md5 : null;
        return _method != null;
    }

    /// <summary>Writes the proof for a challenge.</summary>
    public void Write(ByteWriter target, Slice challenge)
    {
        ByteWriter message = new(challenge.Count + _user.Length + _password.Length + 2);
        message.Bytes(challenge);
        message.Byte(Separator);
        message.Bytes(_user);
        if (_method == _hmacSha256)
        {
            byte[] exact = new byte[message.Count];
            System.Array.Copy(message.Buffer, 0, exact, 0, exact.Length);
            Hex(target, _crypto.HmacSha256(_password, exact));
        }
        else
        {
            message.Byte(Separator);
            message.Bytes(_password);
            Hex(target, Md5.Hash(message.Buffer, message.Count));
        }
    }

    /// <summary>True if a word stands in a list with commas and spaces between.</summary>
    private static bool Offers(Slice offered, byte[] word)
    {
        int end = offered.Offset + offered.Count;
        int start = offered.Offset;
        for (int at = start; at <= end; at++)
        {
            if (at == end || offered.Bytes[at] == ',' || offered.Bytes[at] == ' ')
            {
                if (at - start == word.Length && Same.Bytes(offered.Bytes, start, word, 0, word.Length))
                {
                    return true;
                }

                start = at + 1;
            }
        }

        return false;
    }

    private static void Hex(ByteWriter target, byte[] bytes)
    {
        foreach (byte next in bytes)
        {
            target.Byte(Digit(next >> 4));
            target.Byte(Digit(next & 15));
        }
    }

    private static int Digit(int value) => value < 10 ? '0' + value : 'a' + value - 10;
}
