using System;
using Core;
using Core.Bytes;

namespace Xmpp.Auth;

/// <summary>PLAIN (RFC 4616): <c>NUL user NUL password</c>. Proves nothing about the server; only for use inside TLS
/// and where the configuration allows it.</summary>
public sealed class Plain : SaslMechanism
{
    private static readonly object Nul = (byte)0;

    private readonly byte[] _user;
    private readonly byte[] _password;

    /// <summary>PLAIN for one account, in UTF-8.</summary>
    public Plain(byte[] user, byte[] password)
        : base("PLAIN")
    {
        _user = user;
        _password = password;
    }

    /// <inheritdoc/>
    public override void Start(ByteWriter response)
    {
        bool usable = _user.Length > 0 && _password.Length > 0
            && Array.IndexOf(_user, Nul, 0, _user.Length) < 0 && Array.IndexOf(_password, Nul, 0, _password.Length) < 0;
        Fault = usable ? Fault.None : Fault.NotConfigured;
        if (usable)
        {
            response.Byte(0);
            response.Bytes(_user);
            response.Byte(0);
            response.Bytes(_password);
        }
    }
}
