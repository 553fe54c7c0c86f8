using System;
using Core;
using Core.Bytes;
using Xmpp.Xml;

namespace Xmpp.Auth;

/// <summary>PLAIN (RFC 4616): <c>NUL user NUL password</c>. Proves nothing about the server; only for use inside TLS
/// and where the configuration allows it.</summary>
public sealed class Plain : SaslMechanism
{
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
        bool usable = IsUsable(_user) && IsUsable(_password);
        Fault = usable ? Fault.None : Fault.NotConfigured;
        if (usable)
        {
            response.Byte(0);
            response.Bytes(_user);
            response.Byte(0);
            response.Bytes(_password);
        }
    }

    private static bool IsUsable(byte[] text) => text.Length > 0 && Array.IndexOf(text, XmlTag.Nul, 0, text.Length) < 0;
}
