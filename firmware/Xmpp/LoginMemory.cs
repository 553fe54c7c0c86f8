using System;
using Core;
using Core.Bytes;
using Core.Ports;
using Xmpp.Xml;

namespace Xmpp;

/// <summary>What is remembered of a server between connections and reboots, to log in within one flight next
/// time (XEP-0388).</summary>
/// <remarks>
/// <code>
/// record = version u8 | flags u8 | account u32, FNV-1a | agent id 16 bytes | expiry u64, ms since 1970 | token
/// </code>
/// What was learned with another account, perhaps of another server, says nothing about this one.
/// The agent id makes the server see one client in all our sessions (§2.2); it says nothing about the device.
/// </remarks>
public sealed class LoginMemory
{
    private const byte RecordVersion = 2;
    private const string Record = "login";
    private const int AgentIdLength = 16;
    private const int AgentIdAt = 6;
    private const int HeaderLength = AgentIdAt + AgentIdLength + 8;

    // A token that is about to expire would only cost a refused attempt.
    private const long ExpiryMarginMs = 60_000;

    private const int ScramFlag = 1;
    private const int FastFlag = 2;
    private const int ProvenFlag = 4;

    private readonly IVault _vault;
    private readonly uint _account;
    private readonly byte[] _agentId = new byte[AgentIdLength];
    private int _flags;
    private long _expiryUnixMs;

    /// <summary>The token (XEP-0484); null for none.</summary>
    public byte[] Token;

    /// <summary>Reads what the vault has of the account of this bare address, and draws an agent id if it has
    /// none.</summary>
    public LoginMemory(IVault vault, ICrypto crypto, byte[] account)
    {
        _vault = vault;
        _account = Hash(account);
        byte[] record = new byte[HeaderLength + Limits.Token];
        int length = vault.Load(Record, record);
        uint kept = record[2] | (uint)record[3] << 8 | (uint)record[4] << 16 | (uint)record[5] << 24;
        if (length < HeaderLength || record[0] != RecordVersion || kept != _account)
        {
            crypto.Random(_agentId);
            return;
        }

        _flags = record[1];
        Array.Copy(record, AgentIdAt, _agentId, 0, AgentIdLength);
        for (int i = AgentIdAt + AgentIdLength; i < HeaderLength; i++)
        {
            _expiryUnixMs = _expiryUnixMs << 8 | record[i];
        }

        if (length > HeaderLength)
        {
            Token = new byte[length - HeaderLength];
            Array.Copy(record, HeaderLength, Token, 0, Token.Length);
        }
    }

    /// <summary>The server has offered SCRAM at least once: PLAIN is not accepted from it any more.</summary>
    public bool OffersScram => (_flags & ScramFlag) != 0;

    /// <summary>The server last offered SASL2 with Bind 2 and tokens.</summary>
    public bool OffersFast => (_flags & FastFlag) != 0;

    /// <summary>A token of this server has worked before: presence may go out before the server's answer.</summary>
    public bool IsProven => (_flags & ProvenFlag) != 0;

    /// <summary>True if there is a token worth trying. An unknown time (zero) does not speak against it.</summary>
    public bool HasToken(long unixTimeMs) =>
        OffersFast && Token != null && (_expiryUnixMs == 0 || unixTimeMs + ExpiryMarginMs < _expiryUnixMs);

    /// <summary>Notes what the server's features say.</summary>
    public void SeeFeatures(bool scram, bool fast) =>
        SetFlags((_flags & ~FastFlag) | (scram ? ScramFlag : 0) | (fast ? FastFlag : 0));

    /// <summary>The token has worked.</summary>
    public void Prove() => SetFlags(_flags | ProvenFlag);

    /// <summary>Keeps a new token; <paramref name="expiryUnixMs"/> zero if the server names no end.</summary>
    public void Keep(Slice token, long expiryUnixMs)
    {
        if (token.Count == 0 || token.Count > Limits.Token)
        {
            return;
        }

        if (Token == null || Token.Length != token.Count)
        {
            Token = new byte[token.Count];
        }

        Array.Copy(token.Bytes, token.Offset, Token, 0, token.Count);
        _expiryUnixMs = expiryUnixMs;
        Save();
    }

    /// <summary>A login by token ended without an answer to it. The next one sends nothing along with the token; one
    /// that ends so as well is followed by a login by password, and what the server offers then counts.</summary>
    public void Doubt() => SetFlags(_flags & (IsProven ? ~ProvenFlag : ~FastFlag));

    /// <summary>The token was refused.</summary>
    public void ForgetToken()
    {
        Token = null;
        _flags &= ~ProvenFlag;
        Save();
    }

    /// <summary>Writes the agent id as a UUID (RFC 9562, version 4).</summary>
    public void WriteAgentId(XmlWriter target)
    {
        for (int i = 0; i < AgentIdLength; i++)
        {
            if (i == 4 || i == 6 || i == 8 || i == 10)
            {
                target.Byte('-');
            }

            int value = i == 6 ? (_agentId[i] & 0x0F) | 0x40 : i == 8 ? (_agentId[i] & 0x3F) | 0x80 : _agentId[i];
            WriteHex(target, value >> 4);
            WriteHex(target, value & 0x0F);
        }
    }

    private static uint Hash(byte[] account)
    {
        uint hash = 2166136261;
        for (int i = 0; i < account.Length; i++)
        {
            hash = (hash ^ account[i]) * 16777619;
        }

        return hash;
    }

    private static void WriteHex(XmlWriter target, int digit) =>
        target.Byte(digit < 10 ? '0' + digit : 'a' + digit - 10);

    private void SetFlags(int flags)
    {
        // The vault is flash: it is written only when something changes.
        if (flags != _flags)
        {
            _flags = flags;
            Save();
        }
    }

    private void Save()
    {
        ByteWriter record = new(HeaderLength + Limits.Token);
        record.Byte(RecordVersion);
        record.Byte(_flags);
        for (int shift = 0; shift < 32; shift += 8)
        {
            record.Byte((byte)(_account >> shift));
        }

        record.Bytes(_agentId);
        for (int shift = 56; shift >= 0; shift -= 8)
        {
            record.Byte((int)(_expiryUnixMs >> shift));
        }

        if (Token != null)
        {
            record.Bytes(Token);
        }

        _vault.Save(Record, record.Buffer, record.Count);
    }
}
