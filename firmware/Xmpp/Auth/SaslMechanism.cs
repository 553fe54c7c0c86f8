using Core;
using Core.Bytes;

namespace Xmpp.Auth;

/// <summary>What a challenge led to.</summary>
public enum SaslStep
{
    /// <summary>The response is written: send it.</summary>
    Respond = 0,

    /// <summary>Call <see cref="SaslMechanism.Work"/> until it is false, then take the response.</summary>
    Working = 1,

    /// <summary>The exchange is over; <see cref="SaslMechanism.Fault"/> says why.</summary>
    Failed = 2,
}

/// <summary>The client's side of one SASL mechanism (RFC 4422), without the XML and base64 around it.</summary>
/// <remarks>
/// Used again for every connection. Call order:
/// <code>
/// Start { Challenge { Work } } Succeeded
/// </code>
/// Every mechanism that we have speaks first. No input makes a call throw. A writer that is too small is left with
/// <see cref="ByteWriter.Overflow"/> set, which its owner has to look at.
/// </remarks>
public abstract class SaslMechanism
{
    /// <summary>Why the exchange failed: <see cref="Fault.ServerNotTrusted"/>, <see cref="Fault.ProtocolError"/>,
    /// <see cref="Fault.NotAuthorized"/>, <see cref="Fault.ServerBusy"/> or <see cref="Fault.NotConfigured"/>; <see
    /// cref="Fault.None"/> while it did not.</summary>
    public Fault Fault;

    /// <summary>The registered name, for example SCRAM-SHA-256.</summary>
    public readonly string Name;

    /// <summary>A mechanism by its name.</summary>
    protected SaslMechanism(string name)
    {
        Name = name;
    }

    /// <summary>Begins an exchange, forgets any earlier one, and writes the raw initial response, not in base64. Look
    /// at <see cref="Fault"/> afterwards.</summary>
    public abstract void Start(ByteWriter response);

    /// <summary>Takes a raw challenge and writes the raw response, which may be empty. A mechanism that ends with its
    /// first word knows no challenge.</summary>
    public virtual SaslStep Challenge(byte[] challenge, int offset, int count, ByteWriter response)
    {
        Fault = Fault.ProtocolError;
        return SaslStep.Failed;
    }

    /// <summary>Does one slice of long work, at most 50 ms on the device; true means there is more to do. When it is
    /// false, the response is written or <see cref="Fault"/> is set.</summary>
    public virtual bool Work(ByteWriter response) => false;

    /// <summary>The server reports success with this additional data, perhaps none. False if that does not prove what
    /// the mechanism promises; then <see cref="Fault"/> is set.</summary>
    public virtual bool Succeeded(byte[] data, int offset, int count) => Fault == Fault.None;

    /// <summary>Compares secrets in a time that tells only their length.</summary>
    public static bool SameSecret(byte[] one, byte[] other, int offset, int count)
    {
        if (one.Length != count)
        {
            return false;
        }

        int difference = 0;
        for (int i = 0; i < count; i++)
        {
            difference |= one[i] ^ other[offset + i];
        }

        return difference == 0;
    }
}
