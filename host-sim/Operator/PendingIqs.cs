using System.Collections.Concurrent;
using System.Xml.Linq;

namespace HostSim.Operator;

/// <summary>Questions that wait for their answer. An answer matches by kind, id and peer (RFC 6120 §8.2.3).</summary>
internal sealed class PendingIqs
{
    private readonly ConcurrentDictionary<string, (string Peer, TaskCompletionSource<XElement> Answer)> _waiting =
        new(StringComparer.Ordinal);

    /// <summary>Waits for the answer of <paramref name="peer"/> to the question of this id; an empty peer is the own
    /// server.</summary>
    public Task<XElement> Expect(string id, string peer)
    {
        TaskCompletionSource<XElement> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = (peer, answer);
        return answer.Task;
    }

    /// <summary>Gives up waiting.</summary>
    public void Forget(string id) => _waiting.TryRemove(id, out _);

    /// <summary>Takes in an answer; false if nobody waits for it.</summary>
    public bool Take(XElement iq, string ownJid)
    {
        string id = iq.Attribute("id")?.Value ?? "";
        string from = iq.Attribute("from")?.Value ?? "";
        if (!_waiting.TryGetValue(id, out (string Peer, TaskCompletionSource<XElement> Answer) waiting)
            || !IsSame(waiting.Peer, from, ownJid))
        {
            return false;
        }

        _waiting.TryRemove(id, out _);
        return waiting.Answer.TrySetResult(iq);
    }

    /// <summary>The connection is gone: nobody will answer.</summary>
    public void FailAll()
    {
        foreach (string id in _waiting.Keys)
        {
            if (_waiting.TryRemove(id, out (string Peer, TaskCompletionSource<XElement> Answer) waiting))
            {
                waiting.Answer.TrySetException(new OperatorException("the operator's connection was lost"));
            }
        }
    }

    // The own server may answer without an address, or in the name of the account (RFC 6120 §8.1.2.1).
    private static bool IsSame(string peer, string from, string ownJid) =>
        peer.Length == 0
            ? from.Length == 0 || XmppNames.Bare(from) == XmppNames.Bare(ownJid)
                || XmppNames.Bare(from) == XmppNames.Bare(ownJid)[(ownJid.IndexOf('@', StringComparison.Ordinal) + 1)..]
            : string.Equals(peer, from, StringComparison.OrdinalIgnoreCase);
}
