using System;
using Core.Bytes;
using Xmpp.Xml;

namespace Xmpp.Modules;

/// <summary>Our own presence (RFC 6121 §4) with a status for people and the capabilities (XEP-0115).</summary>
/// <remarks>
/// <code>
/// presence = presence { [status], c }
/// </code>
/// Sent once in a session, in the flight of the login where the server allows that, and again when the status changes.
/// Presence of others means nothing to the device: who may do what is settled by the allowlist alone.
/// </remarks>
public sealed class Presence : StanzaModule
{
    /// <summary>Most bytes of the status: a line in a contact list shows no more.</summary>
    public const int MaxStatus = 96;

    private readonly Caps _caps;
    private readonly byte[] _status = new byte[MaxStatus];
    private int _length;
    private bool _isDue;

    /// <summary>Presence without a status yet.</summary>
    public Presence(XmppSession session, Caps caps)
        : base(session, new byte[0][], new byte[][] { Utf8.Bytes("http://jabber.org/protocol/caps") })
    {
        _caps = caps;
    }

    /// <summary>Sets the status as UTF-8 text; a new one goes out with <see cref="Update"/> or the next login. False if
    /// it has more than <see cref="MaxStatus"/> bytes: then the old one stays.</summary>
    public bool SetStatus(byte[] text, int offset, int count)
    {
        if (count > MaxStatus)
        {
            return false;
        }

        bool same = count == _length;
        for (int i = 0; same && i < count; i++)
        {
            same = text[offset + i] == _status[i];
        }

        if (!same)
        {
            Array.Copy(text, offset, _status, 0, count);
            _length = count;
            _isDue = true;
        }

        return true;
    }

    /// <inheritdoc/>
    public override void Early()
    {
        Write();
        Session.PresenceSent = !_isDue;
    }

    /// <inheritdoc/>
    public override void Online(bool resumed)
    {
        if (resumed ? _isDue : !Session.PresenceSent)
        {
            Write();
        }
    }

    /// <summary>Sends what has changed since presence was last sent; only while the session is up.</summary>
    public void Update()
    {
        if (_isDue)
        {
            Write();
        }
    }

    private void Write()
    {
        StanzaWriter target = Session.Out;
        target.Begin();
        target.Text("<presence>");
        if (_length > 0)
        {
            target.Text("<status>");
            target.Escaped(_status, 0, _length);
            target.Text("</status>");
        }

        _caps.Write(target);
        target.Text("</presence>");

        // Without room now, there is room at a later update.
        _isDue = !target.End();
    }
}
