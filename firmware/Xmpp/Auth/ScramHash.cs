using System;
using Core.Digests;
using Core.Ports;

namespace Xmpp.Auth;

/// <summary>Hash functions that SCRAM is registered with. The numbers stand in saved records.</summary>
public enum ScramKind
{
    /// <summary>SCRAM-SHA-1 (RFC 5802): computed by the interpreter, slow on a device, the last choice.</summary>
    Sha1 = 1,

    /// <summary>SCRAM-SHA-256 (RFC 7677).</summary>
    Sha256 = 2,

    /// <summary>SCRAM-SHA-512, as servers offer it.</summary>
    Sha512 = 3,
}

/// <summary>What SCRAM asks of one hash function: digest, HMAC, and the salted password
/// Hi(password, salt, i) = PBKDF2-HMAC(password, salt, i) (RFC 5802 §2.2) in slices.</summary>
/// <remarks>
/// The slices keep below 50 ms of device time. What they are sized with: the interpreter is 40 to 120 times slower on
/// an ESP32 than on a PC, so the sums below take 120; a garbage collection may come on top.
/// </remarks>
public abstract class ScramHash
{
    /// <summary>The hash function itself.</summary>
    public readonly Digest Digest;

    /// <summary>The password being salted, as the key of an HMAC.</summary>
    protected byte[] Password;

    /// <summary>What SCRAM asks of <paramref name="digest"/>.</summary>
    protected ScramHash(Digest digest)
    {
        Digest = digest;
    }

    /// <summary>Iterations still to do; zero when the salted password is ready.</summary>
    public int Left;

    /// <summary>What this function is called with.</summary>
    public static ScramHash Of(ScramKind kind, ICrypto crypto) => kind switch
    {
        ScramKind.Sha1 => new ScramSha1(),
        ScramKind.Sha512 => new ScramNative(new Sha512(), crypto),
        _ => new ScramNative(new Sha256(), crypto),
    };

    /// <summary>HMAC of a message, in a new array.</summary>
    public abstract byte[] Hmac(byte[] key, byte[] message);

    /// <summary>Starts to salt a password; forgets one that is not ready.</summary>
    public void Begin(byte[] password, byte[] salt, int saltCount, int iterations)
    {
        Password = password;
        byte[] first = new byte[saltCount + 4];
        Array.Copy(salt, 0, first, 0, saltCount);
        first[saltCount + 3] = 1;
        First(Hmac(password, first));
        Left = iterations - 1;
    }

    /// <summary>Does a slice of the iterations that are left.</summary>
    public abstract void Slice();

    /// <summary>The salted password, in a new array.</summary>
    public abstract byte[] Salted();

    /// <summary>Takes the result of the first iteration.</summary>
    protected abstract void First(byte[] code);

    /// <summary>Takes up to <paramref name="slice"/> iterations off those left and returns how many.</summary>
    protected int Take(int slice)
    {
        int taken = Left < slice ? Left : slice;
        Left -= taken;
        return taken;
    }
}
