using Core;
using Core.Bytes;
using Core.Ports;

namespace Xmpp.Auth;

/// <summary>SCRAM (RFC 5802, RFC 7677) with SHA-1, SHA-256 or SHA-512, without channel binding: the device cannot ask
/// its TLS for any, so the header is always <c>n,,</c> and a -PLUS mechanism is never this one.</summary>
/// <remarks>
/// <code>
/// state     Challenge                        Work             Succeeded
/// Idle      fails                            false            fails
/// First     keys known: → Final              false            fails
///           else → Salting
/// Salting   fails                            done: → Final    fails
/// Final     server-final: → Proven           false            server-final: → Proven
/// Proven    fails                            false            without data: true
/// </code>
/// <see cref="Start"/> leads to First from everywhere, a failure to Idle. ClientProof and ServerSignature: RFC 5802
/// §3. The password is taken as it is in UTF-8: SASLprep (RFC 4013) changes nothing in ASCII and is not done for the
/// rest. A login allocates the arrays that an HMAC takes and returns; nothing else does.
/// </remarks>
public sealed class Scram : SaslMechanism
{
    /// <summary>Fewest iterations accepted, as RFC 7677 §4 asks for.</summary>
    public const int MinimumIterations = 4096;

    /// <summary>Most iterations accepted: no server may keep a device busy for longer, a minute with SHA-256.</summary>
    public const int MaximumIterations = 100000;

    /// <summary>Bytes of randomness in our nonce: 24 characters.</summary>
    public const int NonceBytes = 18;

    private readonly ScramKind _kind;
    private readonly byte[] _user;
    private readonly byte[] _password;
    private readonly ICrypto _crypto;
    private readonly byte[] _random;
    private readonly ScramHash _hash;
    private readonly ScramKeys _keys;
    private readonly ScramExchange _exchange;
    private State _state;
    private byte[] _authMessage;

    /// <summary>SCRAM for one account; user and password in UTF-8, kept and not to be changed.</summary>
    public Scram(ScramKind kind, byte[] user, byte[] password, ICrypto crypto, IVault vault)
        : this(kind, user, password, crypto, vault, NonceBytes)
    {
    }

    /// <summary>SCRAM with a nonce of another length: <paramref name="nonceBytes"/> is a multiple of three, so that
    /// the nonce, which is their base64, has no padding.</summary>
    public Scram(ScramKind kind, byte[] user, byte[] password, ICrypto crypto, IVault vault, int nonceBytes)
        : base(kind == ScramKind.Sha1 ? "SCRAM-SHA-1" : kind == ScramKind.Sha512 ? "SCRAM-SHA-512" : "SCRAM-SHA-256")
    {
        _kind = kind;
        _user = user;
        _password = password;
        _crypto = crypto;
        _random = new byte[nonceBytes];
        _hash = ScramHash.Of(kind, crypto);
        _keys = new ScramKeys(_hash.Digest.Size, user, password, crypto, vault);
        _exchange = new ScramExchange(user);
    }

    private enum State
    {
        Idle = 0,
        First = 1,
        Salting = 2,
        Final = 3,
        Proven = 4,
    }

    /// <inheritdoc/>
    public override void Start(ByteWriter response)
    {
        Fault = Fault.None;
        _authMessage = null;
        if (_user.Length == 0 || _password.Length == 0)
        {
            Fail(Fault.NotConfigured);
            return;
        }

        _crypto.Random(_random);
        _exchange.Begin(_user, _random, response);
        _state = State.First;
    }

    /// <inheritdoc/>
    public override SaslStep Challenge(byte[] challenge, int offset, int count, ByteWriter response)
    {
        if (_state == State.Final)
        {
            // RFC 5802 §5 lets a server prove itself before it reports success; the answer is empty.
            return Prove(challenge, offset, count) ? SaslStep.Respond : SaslStep.Failed;
        }

        Fault fault = _state == State.First ? _exchange.ReadServerFirst(challenge, offset, count) : Fault.ProtocolError;
        if (fault != Fault.None)
        {
            return Fail(fault);
        }

        long iterations = _exchange.Iterations;
        if (iterations < MinimumIterations || iterations > MaximumIterations)
        {
            return Fail(Fault.ServerNotTrusted);
        }

        if (_keys.Find(_kind, _exchange.Salt, _exchange.SaltCount, (int)iterations, out bool begun))
        {
            Respond(response);
            return SaslStep.Respond;
        }

        // A server may lose patience meanwhile. The next connection, with the same salt, goes on where this one was.
        if (!begun)
        {
            _hash.Begin(_password, _exchange.Salt, _exchange.SaltCount, (int)iterations);
        }

        _state = State.Salting;
        return SaslStep.Working;
    }

    /// <inheritdoc/>
    public override bool Work(ByteWriter response)
    {
        if (_state != State.Salting)
        {
            return false;
        }

        // One of three things a call: together they would take more than a slice may.
        if (_hash.Left > 0)
        {
            _hash.Slice();
            return true;
        }

        if (!_keys.Ready)
        {
            byte[] salted = _hash.Salted();
            _keys.Set(_hash.Hmac(salted, Utf8.Bytes("Client Key")), _hash.Hmac(salted, Utf8.Bytes("Server Key")));
            return true;
        }

        Respond(response);
        return false;
    }

    /// <inheritdoc/>
    public override bool Succeeded(byte[] data, int offset, int count)
    {
        if (_state == State.Proven && count == 0)
        {
            return true;
        }

        if (_state == State.Final)
        {
            return Prove(data, offset, count);
        }

        if (Fault == Fault.None)
        {
            Fail(Fault.ServerNotTrusted);
        }

        return false;
    }

    /// <summary>Writes client-final: ClientProof = ClientKey XOR HMAC(H(ClientKey), AuthMessage).</summary>
    private void Respond(ByteWriter response)
    {
        byte[] key = _keys.Client;
        byte[] stored = new byte[key.Length];
        _hash.Digest.Reset();
        _hash.Digest.Update(key, 0, key.Length);
        _hash.Digest.Finish(stored, 0);
        _authMessage = _exchange.AuthMessage();
        byte[] proof = _hash.Hmac(stored, _authMessage);
        for (int i = 0; i < proof.Length; i++)
        {
            proof[i] ^= key[i];
        }

        _exchange.WriteClientFinal(proof, response);
        _state = State.Final;
    }

    /// <summary>True if server-final proves that the server knows ServerKey = HMAC(SaltedPassword, "Server Key"). The
    /// keys are saved then, not before: a wrong password never replaces a record.</summary>
    private bool Prove(byte[] data, int offset, int count)
    {
        byte[] claimed = new byte[_keys.Server.Length];
        Fault fault = _exchange.ReadServerFinal(data, offset, count, claimed);
        if (fault == Fault.None && !SameSecret(_hash.Hmac(_keys.Server, _authMessage), claimed, 0, claimed.Length))
        {
            fault = Fault.ServerNotTrusted;
        }

        _authMessage = null;
        if (fault != Fault.None)
        {
            Fail(fault);
            return false;
        }

        _keys.Save();
        _state = State.Proven;
        return true;
    }

    private SaslStep Fail(Fault fault)
    {
        Fault = fault;
        _state = State.Idle;
        return SaslStep.Failed;
    }
}
