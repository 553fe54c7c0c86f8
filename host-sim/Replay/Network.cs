using Core.Ports;
using HostSim.Network;
using HostSim.Ports;
using HostSim.XmppServer;

namespace HostSim.Replay;

/// <summary>What lies between the device and its server: one connection at a time, on which a seed decides what goes
/// wrong.</summary>
internal sealed class Network(XmppDomain domain, IClock clock, int seed, Random chance)
{
    // A server that is not told notices a dead connection by its own means, sooner or later.
    private const int LatestNoticeMs = 90_000;

    private readonly PriorityQueue<Connection, long> _unnoticed = new();
    private int _connections;

    /// <summary>Nothing goes wrong by itself.</summary>
    public bool IsCalm { get; set; } = true;

    /// <summary>Until when nobody can connect.</summary>
    public long UnreachableUntil { get; set; }

    /// <summary>The connection as the device sees it; null for none.</summary>
    public Connection? Current { get; private set; }

    /// <summary>When something happens here.</summary>
    public long Deadline
    {
        get
        {
            long notice = _unnoticed.TryPeek(out _, out long at) ? at : long.MaxValue;
            return Current is null || Current.IsCut
                ? notice : Math.Min(notice, Math.Min(Current.Up.ReadyAt, Current.Down.ReadyAt));
        }
    }

    /// <summary>The plan has cut the connection, and nobody has been told yet.</summary>
    public bool IsCutByPlan => Current is { IsCut: true } && _unnoticed.UnorderedItems.All(it => it.Element != Current);

    /// <summary>A new connection; null if the server cannot be reached.</summary>
    public Connection? Connect(bool encrypted)
    {
        if (clock.Now < UnreachableUntil)
        {
            return null;
        }

        FaultPlan plan = IsCalm ? FaultPlan.None : new()
        {
            Seed = Seeds.Derive(seed, $"connection {_connections++}"),
            SplitEvery = chance.Next(3) == 0 ? 0 : chance.Next(1, 400),
            StallEvery = chance.Next(3) == 0 ? chance.Next(200, 5_000) : 0,
            StallTime = TimeSpan.FromMilliseconds(chance.Next(1, 40_000)),
            CutAfter = chance.Next(3) == 0 ? chance.Next(1, 20_000) : 0,
        };
        Current = new Connection(domain, plan, encrypted);
        return Current;
    }

    /// <summary>The connection dies; the server will notice some time.</summary>
    public void Cut()
    {
        Current!.Cut();
        _unnoticed.Enqueue(Current, clock.Now + chance.Next(LatestNoticeMs));
    }

    /// <summary>The device has no connection any more.</summary>
    public void Forget() => Current = null;

    /// <summary>The server notices what it should have noticed by now.</summary>
    public void NoticeCuts(long now)
    {
        while (_unnoticed.TryPeek(out Connection? connection, out long at) && at <= now)
        {
            _unnoticed.Dequeue();
            connection.ServerNotices();
        }
    }
}
