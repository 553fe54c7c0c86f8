using Core.Time;

namespace Core.Agent;

/// <summary>Which link is up when: the first is the standing one, the others are its fallbacks in order.</summary>
/// <remarks>
/// <code>
/// wanted   the first link always; each other once the one before it has been missed for its patience, or has halted
/// opened   when it is wanted, its backoff is over, and no other connection is being made: a handshake stops the
///          device's world, and two at once would not fit into its memory
/// left     a fallback, in good order, once a link before it is up and nothing is on its way over the fallback
/// </code>
/// </remarks>
public sealed class LinkPolicy
{
    private readonly Connection[] _connections;
    private readonly Mailroom _mailroom;
    private readonly int _patienceMs;

    /// <summary>A policy for these links, with this patience before the next is tried.</summary>
    public LinkPolicy(Connection[] connections, Mailroom mailroom, int patienceMs)
    {
        _connections = connections;
        _mailroom = mailroom;
        _patienceMs = patienceMs;
    }

    /// <summary>Index of the first link that is up, or -1.</summary>
    public int Active
    {
        get
        {
            for (int i = 0; i < _connections.Length; i++)
            {
                if (_connections[i].IsOnline)
                {
                    return i;
                }
            }

            return -1;
        }
    }

    /// <summary>A connection is being made or closed.</summary>
    public bool IsBusy
    {
        get
        {
            foreach (Connection connection in _connections)
            {
                if (connection.IsOpen && !connection.IsOnline)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>When something is due, in monotonic ms; <see cref="Engine.Never"/> for not.</summary>
    public long Deadline
    {
        get
        {
            bool isBusy = IsBusy;
            long deadline = Engine.Never;
            for (int i = 0; i < _connections.Length; i++)
            {
                deadline = Deadlines.Earlier(deadline, DeadlineOf(i, isBusy));
            }

            return deadline;
        }
    }

    /// <summary>Decides anew which links are wanted, and leaves those that are not any more.</summary>
    public void Settle(long now)
    {
        bool isWanted = true;
        for (int i = 0; i < _connections.Length; i++)
        {
            Connection connection = _connections[i];
            connection.Settle(now);
            if (!isWanted)
            {
                connection.WantedSince = Engine.Never;
                if (connection.IsOnline && !_mailroom.IsFor(i))
                {
                    connection.Link.Goodbye();
                }
            }
            else if (connection.WantedSince == Engine.Never)
            {
                connection.WantedSince = now;
            }

            isWanted = isWanted && !connection.IsOnline
                && (connection.Reconnection.IsHalted || now - connection.WantedSince >= _patienceMs);
        }
    }

    /// <summary>Index of the link that is to be opened now, or -1.</summary>
    public int Next(long now)
    {
        if (IsBusy)
        {
            return -1;
        }

        for (int i = 0; i < _connections.Length; i++)
        {
            Connection connection = _connections[i];
            if (!connection.IsOpen && connection.WantedSince <= now && connection.Reconnection.At <= now)
            {
                return i;
            }
        }

        return -1;
    }

    private long DeadlineOf(int index, bool isBusy)
    {
        Connection connection = _connections[index];
        long deadline = Engine.Never;
        if (connection.IsOpen)
        {
            deadline = connection.Link.Engine.Deadline;
        }
        else if (connection.WantedSince != Engine.Never && !isBusy)
        {
            deadline = connection.Reconnection.At;
        }

        // The end of its patience: only if a next one waits for it.
        bool isMissed = connection.WantedSince != Engine.Never && !connection.IsOnline;
        if (isMissed && index + 1 < _connections.Length && _connections[index + 1].WantedSince == Engine.Never)
        {
            deadline = Deadlines.Earlier(deadline, connection.WantedSince + _patienceMs);
        }

        return deadline;
    }
}
