using Core;
using Core.Bytes;
using Core.Commands;
using Core.Ports;

namespace Xmpp;

/// <summary>What the link above wants to know of a session.</summary>
public interface IXmppOwner
{
    /// <summary>The session is up: resumed, or new.</summary>
    void Online(bool resumed);

    /// <summary>The report or result handed over last was taken by the PubSub service, refused for good, or lost with
    /// the connection so that it has to be handed over again.</summary>
    void Published(Delivery delivery);
}

/// <summary>What became of something published.</summary>
public enum Delivery
{
    /// <summary>The service has it.</summary>
    Taken = 0,

    /// <summary>The service does not want it.</summary>
    Refused = 1,

    /// <summary>Nobody knows; hand it over again.</summary>
    Lost = 2,
}

/// <summary>What the modules of one XMPP link share.</summary>
public sealed class XmppSession
{
    /// <summary>First letter of the ids of our own requests.</summary>
    public const byte IdPrefix = (byte)'q';

    private readonly byte[] _fullJid = new byte[Limits.Jid - 1];
    private int _requestId;

    /// <summary>Who we are.</summary>
    public readonly XmppAccount Account;

    /// <summary>The commands and the allowlist.</summary>
    public readonly ICommandHost Host;

    /// <summary>The link above.</summary>
    public readonly IXmppOwner Owner;

    /// <summary>Stream management.</summary>
    public readonly StreamManagement Acks = new();

    /// <summary>The way out.</summary>
    public readonly StanzaWriter Out;

    /// <summary>Our requests under way.</summary>
    public readonly PendingIqs Pending;

    /// <summary>Our address with resource; empty before binding.</summary>
    public readonly Slice FullJid = new();

    /// <summary>The one command that is under way, if any: commands run while they are read.</summary>
    public readonly CommandCall Call = new(Limits.Result);

    /// <summary>For whoever reads an attribute or a text, until it calls anyone else.</summary>
    public readonly Slice Scratch = new();

    /// <summary>Every module of the link, in the order they are asked.</summary>
    public StanzaModule[] Modules;

    /// <summary>Our presence went out in the flight of the login.</summary>
    public bool PresenceSent;

    /// <summary>Monotonic time of the call that is being served, in ms.</summary>
    public long Now;

    /// <summary>What to add to <see cref="Now"/> to get milliseconds since 1970; zero while that is not
    /// known.</summary>
    public long WallOffsetMs;

    /// <summary>A session of this account.</summary>
    public XmppSession(XmppAccount account, ICommandHost host, IXmppOwner owner)
    {
        Account = account;
        Host = host;
        Owner = owner;
        Out = new StanzaWriter(Acks);
        Pending = new PendingIqs(account);
        FullJid.Set(_fullJid, 0, 0);
    }

    /// <summary>Milliseconds since 1970, or zero while the wall time is not known.</summary>
    public long UnixTimeMs => WallOffsetMs == 0 ? 0 : Now + WallOffsetMs;

    /// <summary>The server has bound this address; false if it is too long.</summary>
    public bool Bind(Slice fullJid)
    {
        if (fullJid.Count > _fullJid.Length)
        {
            return false;
        }

        System.Array.Copy(fullJid.Bytes, fullJid.Offset, _fullJid, 0, fullJid.Count);
        FullJid.Set(_fullJid, 0, fullJid.Count);
        return true;
    }

    /// <summary>Takes up the session that was kept before a restart, to be resumed, if it was this account's.</summary>
    public void Restore(IVault vault)
    {
        // Load lends the address out of the whole record; Bind copies it, so that the record does not stay on the heap.
        bool kept = Acks.Load(vault, FullJid);
        Slice bare = new();
        if (kept)
        {
            Jid.Bare(FullJid, bare);
        }

        if (kept && (!bare.Is(Account.BareJid) || !Bind(FullJid)))
        {
            Acks.Forget();
            FullJid.Set(_fullJid, 0, 0);
        }
    }

    /// <summary>True if a stanza comes from our own account, from its server, or from somebody on the
    /// allowlist.</summary>
    public bool Trusts(Received stanza) =>
        stanza.From.Count == 0 || stanza.Bare.Is(Account.BareJid) || stanza.From.Is(Account.Domain)
        || Host.RoleOf(stanza.Bare) != Role.Stranger;

    /// <summary>The session is up: settles what the last one left open, and tells everybody.</summary>
    public void GoOnline(bool resumed)
    {
        if (resumed)
        {
            Pending.Extend(Now + Limits.AnswerMs);
        }
        else
        {
            Pending.FailAll();
            Acks.WriteLeft(Out);
        }

        foreach (StanzaModule module in Modules)
        {
            module.Online(resumed);
        }

        Owner.Online(resumed);
    }

    /// <summary>Begins a request: <c>&lt;iq type='get' id='q7' to='peer'&gt;</c>; a null peer is our own account.
    /// False if too many requests wait: then nothing is begun. The peer's bytes must stay as they are until the
    /// answer.</summary>
    public bool BeginRequest(StanzaModule owner, int tag, string type, byte[] peer)
    {
        _requestId = Pending.Add(owner, tag, peer, Now + Limits.AnswerMs);
        if (_requestId == 0)
        {
            return false;
        }

        Out.Begin();
        Out.Text(StanzaWriter.IqType);
        Out.Text(type);
        Out.Byte('\'');
        Out.BeginAttribute(StanzaWriter.Id);
        Out.Byte(IdPrefix);
        Out.Number(_requestId);
        if (peer != null)
        {
            Out.Byte('\'');
            Out.BeginAttribute(StanzaWriter.To);
            Out.Escaped(peer);
        }

        Out.Text(StanzaWriter.EndTag);
        return true;
    }

    /// <summary>Ends a request; false if it did not fit: then nobody will answer it.</summary>
    public bool EndRequest()
    {
        Out.Text(StanzaWriter.EndIq);
        bool sent = Out.EndOwned();
        if (!sent)
        {
            Pending.Cancel(_requestId);
        }

        return sent;
    }
}
