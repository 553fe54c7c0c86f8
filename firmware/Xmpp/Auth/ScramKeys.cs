using System;
using Core.Ports;

namespace Xmpp.Auth;

/// <summary>The two keys that salting a password gives, and their record in the vault, so that a device salts once per
/// password and salt.</summary>
/// <remarks>
/// <code>
/// record = version u8 | kind u8 | iterations u32 (big endian) | salt length u8 | salt, 64 bytes, zeros behind
///        | ClientKey | ServerKey | seal, 16 bytes
/// seal   = HMAC-SHA-256(password, record with the seal zero | user), its first 16 bytes
/// </code>
/// The seal makes a record worthless after a change of user or password and after damage. It lets nobody guess the
/// password who could not read it anyway: it lies in the same flash.
/// </remarks>
public sealed class ScramKeys
{
    /// <summary>Longest salt taken, in bytes: those of real servers have 16 to 36.</summary>
    public const int MaximumSalt = 64;

    private const string Record = "scram";
    private const byte Version = 1;
    private const int KindAt = 1;
    private const int IterationsAt = 2;
    private const int SaltLengthAt = 6;
    private const int SaltAt = 7;
    private const int ClientKeyAt = SaltAt + MaximumSalt;
    private const int SealSize = 16;

    private readonly ICrypto _crypto;
    private readonly IVault _vault;
    private readonly byte[] _user;
    private readonly byte[] _password;
    private readonly int _sealAt;

    // The record, then the user: what the seal is computed of.
    private readonly byte[] _bytes;
    private bool _saved;

    /// <summary>Keys of one user and password, of a hash function with results of <paramref name="size"/>
    /// bytes.</summary>
    public ScramKeys(int size, byte[] user, byte[] password, ICrypto crypto, IVault vault)
    {
        _user = user;
        _password = password;
        _crypto = crypto;
        _vault = vault;
        _sealAt = ClientKeyAt + size * 2;
        _bytes = new byte[_sealAt + SealSize + user.Length];
        Client = new byte[size];
        Server = new byte[size];
    }

    /// <summary>ClientKey (RFC 5802 §3), when <see cref="Ready"/>.</summary>
    public readonly byte[] Client;

    /// <summary>ServerKey (RFC 5802 §3), when <see cref="Ready"/>.</summary>
    public readonly byte[] Server;

    /// <summary>The keys are those of the salt and iterations last asked for.</summary>
    public bool Ready;

    /// <summary>Makes the keys for this salt ready from memory or the vault. If that is not possible they have to be
    /// computed; true in <paramref name="begun"/> then says that the last call asked for the same.</summary>
    public bool Find(ScramKind kind, byte[] salt, int saltCount, int iterations, out bool begun)
    {
        begun = IsFor(kind, salt, saltCount, iterations);
        if (begun && Ready)
        {
            return true;
        }

        byte[] bytes = _bytes;
        Ready = _vault.Load(Record, bytes) == _sealAt + SealSize && bytes[0] == Version && SealHolds()
            && IsFor(kind, salt, saltCount, iterations);
        _saved = Ready;
        if (Ready)
        {
            Array.Copy(bytes, ClientKeyAt, Client, 0, Client.Length);
            Array.Copy(bytes, ClientKeyAt + Client.Length, Server, 0, Server.Length);
            return true;
        }

        Describe(kind, salt, saltCount, iterations);
        return false;
    }

    /// <summary>Takes the keys that <see cref="Find"/> did not have, in new arrays.</summary>
    public void Set(byte[] client, byte[] server)
    {
        Array.Copy(client, 0, Client, 0, Client.Length);
        Array.Copy(server, 0, Server, 0, Server.Length);
        Ready = true;
    }

    /// <summary>Saves the keys, which the server has accepted, unless the vault has them.</summary>
    public void Save()
    {
        if (_saved)
        {
            return;
        }

        Array.Copy(Client, 0, _bytes, ClientKeyAt, Client.Length);
        Array.Copy(Server, 0, _bytes, ClientKeyAt + Client.Length, Server.Length);
        Array.Copy(Seal(), 0, _bytes, _sealAt, SealSize);

        // A vault that cannot keep the record costs time after the next restart, nothing else.
        _saved = _vault.Save(Record, _bytes, _sealAt + SealSize);
    }

    private bool SealHolds()
    {
        byte[] claimed = new byte[SealSize];
        Array.Copy(_bytes, _sealAt, claimed, 0, SealSize);
        return SaslMechanism.SameSecret(claimed, Seal(), 0, SealSize);
    }

    private byte[] Seal()
    {
        Array.Clear(_bytes, _sealAt, SealSize);
        Array.Copy(_user, 0, _bytes, _sealAt + SealSize, _user.Length);
        return _crypto.HmacSha256(_password, _bytes);
    }

    private bool IsFor(ScramKind kind, byte[] salt, int saltCount, int iterations)
    {
        byte[] bytes = _bytes;
        if (bytes[KindAt] != (byte)kind || bytes[SaltLengthAt] != saltCount || Iterations() != iterations)
        {
            return false;
        }

        for (int i = 0; i < saltCount; i++)
        {
            if (bytes[SaltAt + i] != salt[i])
            {
                return false;
            }
        }

        return true;
    }

    private int Iterations() => _bytes[IterationsAt] << 24 | _bytes[IterationsAt + 1] << 16
        | _bytes[IterationsAt + 2] << 8 | _bytes[IterationsAt + 3];

    private void Describe(ScramKind kind, byte[] salt, int saltCount, int iterations)
    {
        byte[] bytes = _bytes;
        Array.Clear(bytes, 0, bytes.Length);
        bytes[0] = Version;
        bytes[KindAt] = (byte)kind;
        for (int i = 0; i < 4; i++)
        {
            bytes[IterationsAt + i] = (byte)(iterations >> (24 - i * 8));
        }

        bytes[SaltLengthAt] = (byte)saltCount;
        Array.Copy(salt, 0, bytes, SaltAt, saltCount);
    }
}
