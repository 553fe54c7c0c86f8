using HostSim.PushGateway.Store;

namespace HostSim.PushGateway.Courier;

/// <summary>One connect of a session: brings what waits in a mailbox to the device and remembers it until the device
/// confirms it. Used under the hub's gate.</summary>
/// <remarks>
/// What may go, by the topic's state in the filter and the push's priority; a device is awake while it says it is
/// active, and for a while after it said or got something:
/// <code>
///                           10       5                                1
/// enabled                   at once  awake, or has waited long        awake
/// opportunistic, non-waking awake    awake                            awake
/// paused, not named         never    never                            never
/// </code>
/// </remarks>
internal sealed class Delivery(PushHub hub, CourierSession session, Mailbox box) : IDelivery
{
    private const byte HighPriority = 10;
    private const byte LowPriority = 1;

    // A device repeats what it has heard no answer to; beyond this many others in between it may come twice.
    private const int Repeats = 32;

    private Dictionary<uint, Flight>? _flights;
    private uint _storedUpTo;
    private bool _hasFilter;

    public Mailbox Box => box;

    /// <summary>What the device last said of itself; it is active until it says otherwise.</summary>
    public bool IsActive { get; set; } = true;

    public IReadOnlyCollection<StoredPush> InFlight =>
        _flights is null ? [] : [.. _flights.Values.Select(flight => flight.Push)];

    public int InFlightCount => _flights?.Count ?? 0;

    /// <summary>A filter came: from now on the device may get something, beginning with what was stored.</summary>
    public void Filtered()
    {
        if (!_hasFilter)
        {
            _hasFilter = true;
            _storedUpTo = hub.Book.LastId;
        }

        hub.DropExpired(box, hub.NowMs);
        if (InFlightCount == 0 && !box.Waiting.Any(CanGo))
        {
            session.Output.Begin(CourierWire.NoStorage).Item(1, box.Token.ToArray()).End();
        }

        Pump();
    }

    public void Pump()
    {
        int at = 0;
        while (session.CanSend && at < box.Waiting.Count
            && (_flights is null || _flights.Count < session.Limits.Outstanding))
        {
            StoredPush push = box.Waiting[at];
            if (push.ExpiresMs <= hub.NowMs)
            {
                hub.Drop(box, push, hub.Metrics.PushesExpired);
            }
            else if (!CanGo(push))
            {
                at++;
            }
            else
            {
                box.RemoveAt(at);
                Send(push);
            }
        }

        session.Announce();
    }

    public void End(string reason) => session.End(reason);

    /// <summary>The device answered a notification; false if none with this id is in flight here.</summary>
    public bool Acknowledge(uint id, byte status)
    {
        if (_flights is null || !_flights.TryGetValue(id, out Flight? flight))
        {
            return false;
        }

        if (status == CourierWire.StatusTooEarly && flight.TooEarly < session.Limits.TooEarlyTries)
        {
            flight.TooEarly++;
            flight.Tries = 0;
            flight.AgainMs = session.NowMs + session.Limits.TooEarlyMs;
            return true;
        }

        Land(flight.Push, status == CourierWire.StatusOk ? hub.Metrics.PushesAcknowledged : hub.Metrics.PushesRejected);
        if (status == CourierWire.StatusOk)
        {
            LandReplaced(flight.Push);
        }
        else
        {
            hub.Logger.LogWarning("{Device}: refused notification {Id} with status {Status}", box.Device, id, status);
        }

        return true;
    }

    /// <summary>False for a message that came before: devices repeat what got no answer, with the same id and time. A
    /// message without a time is always new, because ids alone begin anew when a device restarts.</summary>
    public bool IsNew(uint id, ulong time)
    {
        if (time == 0)
        {
            return true;
        }

        Queue<(uint, ulong)> heard = box.Heard ??= new Queue<(uint, ulong)>();
        if (heard.Contains((id, time)))
        {
            return false;
        }

        heard.Enqueue((id, time));
        if (heard.Count > Repeats)
        {
            heard.Dequeue();
        }

        return true;
    }

    /// <summary>Sends again what was not confirmed in time, and ends the session where that is no use.</summary>
    public void Tick()
    {
        if (_flights is { Count: > 0 })
        {
            foreach (Flight flight in _flights.Values.Where(it => it.AgainMs <= session.NowMs).ToArray())
            {
                SendAgain(flight);
            }
        }

        if (session.Ending is null && box.Waiting.Count > 0)
        {
            Pump();
        }
    }

    /// <summary>The connection is over: what is in flight waits again.</summary>
    public void Leave()
    {
        if (_flights is not null)
        {
            foreach (StoredPush push in InFlight)
            {
                _flights.Remove(push.Id);
                Return(push);
            }

            hub.DropReplaced(box);
        }

        box.Delivery = null;
    }

    private bool CanGo(StoredPush push)
    {
        bool isAwake = IsActive || session.IsAwake;
        return _hasFilter && box.Wish(push.Topic).State switch
        {
            TopicState.Enabled => isAwake || push.Priority == HighPriority
                || (push.Priority > LowPriority && hub.NowMs - push.AcceptedMs >= session.Limits.BatchMs),
            TopicState.Opportunistic or TopicState.NonWaking => isAwake,
            _ => false,
        };
    }

    private void Send(StoredPush push)
    {
        Flight flight = new(push) { AgainMs = session.NowMs + session.Limits.AcknowledgeMs };
        (_flights ??= [])[push.Id] = flight;
        Write(push);
        hub.Metrics.PushesDelivered.Add();
        session.Wakened();
    }

    private void SendAgain(Flight flight)
    {
        if (session.Ending is not null)
        {
            return;
        }

        if (flight.Push.ExpiresMs <= hub.NowMs)
        {
            Land(flight.Push, hub.Metrics.PushesExpired);
            return;
        }

        if (flight.Tries++ >= session.Limits.Tries)
        {
            session.Fail("a notification was not acknowledged in time");
            return;
        }

        flight.AgainMs = session.NowMs + session.Limits.AcknowledgeMs;
        Write(flight.Push);
        hub.Metrics.PushesResent.Add();
        session.Announce();
    }

    private void Write(StoredPush push)
    {
        const long NanosecondsPerMs = 1_000_000;
        CourierOutput output = session.Output.Begin(CourierWire.Notification);
        push.Token.Write(output.Item(1, TokenKey.Size));
        push.Topic.Write(output.Item(2, TopicHash.Size));
        output.Item(3, push.Payload)
            .U32(4, push.Id)
            .U32(5, (uint)Math.Min(push.ExpiresMs / 1000, uint.MaxValue))
            .U64(6, (ulong)(push.AcceptedMs * NanosecondsPerMs));
        if (unchecked((int)(push.Id - _storedUpTo)) <= 0)
        {
            bool isLast = !box.Waiting.Any(it => unchecked((int)(it.Id - _storedUpTo)) <= 0 && CanGo(it));
            output.U8(7, (byte)(CourierWire.FromStorage | (isLast ? CourierWire.LastFromStorage : 0)));
        }

        if (push.Provider.Length > 0)
        {
            output.Item(CourierWire.ProviderItem, System.Text.Encoding.UTF8.GetBytes(push.Provider));
        }

        output.End();
    }

    private void Land(StoredPush push, Metric why)
    {
        _flights!.Remove(push.Id);
        hub.Book.Count(box, push, -1);
        why.Add();
        hub.Settle(push);
    }

    // Who confirmed the newest would take an older one that comes again for the newest.
    private void LandReplaced(StoredPush confirmed)
    {
        if (_flights!.Count > 0)
        {
            StoredPush[] older = [.. InFlight.Where(push => hub.Replaces(confirmed, push))];
            Array.ForEach(older, push => Land(push, hub.Metrics.PushesReplaced));
        }
    }

    private void Return(StoredPush push)
    {
        hub.Book.Count(box, push, -1);
        if (push.IsKept)
        {
            hub.Book.Add(box, push);
        }
        else
        {
            hub.Metrics.PushesDropped.Add();
        }
    }

    private sealed class Flight(StoredPush push)
    {
        public StoredPush Push { get; } = push;

        public long AgainMs { get; set; }

        public int Tries { get; set; } = 1;

        public int TooEarly { get; set; }
    }
}
