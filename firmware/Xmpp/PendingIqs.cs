using Core;
using Core.Bytes;

namespace Xmpp;

/// <summary>Requests of ours that wait for an answer. An answer counts only if its kind, its id and its sender fit
/// (RFC 6120 §8.2.3): an id alone can be guessed by anybody. And pauses, which end like a request that nobody
/// answers.</summary>
public sealed class PendingIqs
{
    private const int PauseId = -1;

    private readonly StanzaModule[] _owners = new StanzaModule[Limits.PendingIqs];
    private readonly byte[][] _peers = new byte[Limits.PendingIqs][];
    private readonly int[] _ids = new int[Limits.PendingIqs];
    private readonly int[] _tags = new int[Limits.PendingIqs];
    private readonly long[] _deadlines = new long[Limits.PendingIqs];
    private readonly XmppAccount _account;
    private int _lastId;

    /// <summary>Requests of this account.</summary>
    public PendingIqs(XmppAccount account)
    {
        _account = account;
    }

    /// <summary>When the oldest answer is overdue.</summary>
    public long Deadline
    {
        get
        {
            long first = Engine.Never;
            for (int i = 0; i < _owners.Length; i++)
            {
                if (_owners[i] != null && _deadlines[i] < first)
                {
                    first = _deadlines[i];
                }
            }

            return first;
        }
    }

    /// <summary>Notes a request; returns its number for the id, or zero if there are too many.</summary>
    public int Add(StanzaModule owner, int tag, byte[] peer, long deadline) =>
        Add(owner, tag, peer, deadline, _lastId + 1);

    /// <summary>Tells the owner at this time that nobody answered; false if there are too many. A new session ends the
    /// pause without a word.</summary>
    public bool Pause(StanzaModule owner, int tag, long end) => Add(owner, tag, null, end, PauseId) != 0;

    private int Add(StanzaModule owner, int tag, byte[] peer, long deadline, int id)
    {
        for (int i = 0; i < _owners.Length; i++)
        {
            if (_owners[i] == null)
            {
                _owners[i] = owner;
                _tags[i] = tag;
                _peers[i] = peer;
                _deadlines[i] = deadline;
                _ids[i] = id;
                _lastId = id == PauseId ? _lastId : id;
                return id;
            }
        }

        return 0;
    }

    /// <summary>Takes back the request with this number: it could not be sent.</summary>
    public void Cancel(int id)
    {
        for (int i = 0; i < _owners.Length; i++)
        {
            if (_ids[i] == id)
            {
                _owners[i] = null;
            }
        }
    }

    /// <summary>Gives an answer to whoever asked; one that nobody waits for is dropped.</summary>
    public void Answer(Received answer, Slice fullJid)
    {
        int id = ReadId(answer.Id);
        for (int i = 0; i < _owners.Length; i++)
        {
            if (_owners[i] != null && _ids[i] == id && IsPeer(_peers[i], answer.From, fullJid))
            {
                Release(i).Answered(_tags[i], answer);
                return;
            }
        }
    }

    /// <summary>Tells the owners of overdue requests and of pauses that are over; true if a request was overdue.
    /// </summary>
    public bool Expire(long now)
    {
        bool any = false;
        for (int i = 0; i < _owners.Length; i++)
        {
            if (_owners[i] != null && _deadlines[i] <= now)
            {
                any |= _ids[i] != PauseId;
                Release(i).Answered(_tags[i], null);
            }
        }

        return any;
    }

    /// <summary>The session is resumed: whatever was asked is still going to be answered, counted from now.</summary>
    public void Extend(long deadline)
    {
        for (int i = 0; i < _deadlines.Length; i++)
        {
            _deadlines[i] = deadline;
        }
    }

    /// <summary>The session is gone for good, and with it every answer: tells the owners.</summary>
    public void FailAll()
    {
        Cancel(PauseId);
        Expire(Engine.Never);

        // Whoever wanted to try again after a pause begins anew with the new session.
        Cancel(PauseId);
    }

    private StanzaModule Release(int index)
    {
        StanzaModule owner = _owners[index];
        _owners[index] = null;
        return owner;
    }

    /// <summary>Ids are a letter and the number.</summary>
    private static int ReadId(Slice id)
    {
        if (id.Count < 2 || id.Count > 11 || id.Bytes[id.Offset] != XmppSession.IdPrefix)
        {
            return 0;
        }

        id.Set(id.Bytes, id.Offset + 1, id.Count - 1);
        bool isNumber = id.TryNumber(out long number);
        id.Set(id.Bytes, id.Offset - 1, id.Count + 1);
        return isNumber && number <= int.MaxValue ? (int)number : 0;
    }

    /// <summary>A request without addressee went to our own account: the answer comes without sender, from the bare or
    /// the full address, or from the server (RFC 6120 §10.3.3).</summary>
    private bool IsPeer(byte[] peer, Slice from, Slice fullJid)
    {
        if (peer != null)
        {
            return from.Is(peer);
        }

        return from.Count == 0 || from.Is(_account.BareJid) || from.Is(fullJid) || from.Is(_account.Domain);
    }
}
