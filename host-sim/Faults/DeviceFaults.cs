using System.Collections.Concurrent;
using HostSim.Network;

namespace HostSim.Faults;

/// <summary>A fault that is on.</summary>
/// <param name="Name">Its kind.</param>
/// <param name="Value">Its value; zero if it takes none.</param>
/// <param name="EndsAt">When it ends by itself; null for when it is switched off.</param>
public sealed record ActiveFault(string Name, int Value, DateTimeOffset? EndsAt);

/// <summary>The switches of one device: what is wrong with its network and its disk now.</summary>
public sealed class DeviceFaults(TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ConcurrentDictionary<string, ActiveFault> _active = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<LiveStream, byte> _streams = new();
    private readonly ConcurrentBag<Stream> _unheard = [];
    private volatile TaskCompletionSource _moving = Done();
    private int _flips;
    private int _freezeMs;

    /// <summary>A switch was turned, or a fault happened. Must not block.</summary>
    public event Action<string, ActiveFault?>? Changed;

    /// <summary>What is on, in order of name.</summary>
    public IReadOnlyList<ActiveFault> Active =>
        [.. _active.Values.OrderBy(fault => fault.Name, StringComparer.Ordinal)];

    /// <summary>Called when the next handshake begins, with the time it is to take.</summary>
    public Action<TimeSpan>? Freeze { get; set; }

    /// <summary>True while this kind is on.</summary>
    public bool IsOn(string name) => _active.ContainsKey(name);

    /// <summary>Turns a switch on; after <paramref name="duration"/> it turns off by itself.</summary>
    public void TurnOn(FaultSpec spec, int value, TimeSpan? duration)
    {
        ActiveFault fault = new(spec.Name, value, duration is TimeSpan time ? _time.GetUtcNow() + time : null);
        _active[spec.Name] = fault;
        if (spec.Name == FaultNames.Wifi)
        {
            foreach (LiveStream stream in _streams.Keys)
            {
                stream.Silence();
            }
        }
        else if (spec.Name == FaultNames.Stall && _moving.Task.IsCompleted)
        {
            // Switched on twice it is one stall: whoever waits already goes on when it ends.
            _moving = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        Changed?.Invoke(spec.Name, fault);
    }

    /// <summary>Turns a switch off; nothing happens if it is off.</summary>
    public void TurnOff(string name)
    {
        if (!_active.TryRemove(name, out _))
        {
            return;
        }

        if (name == FaultNames.Wifi)
        {
            while (_unheard.TryTake(out Stream? stream))
            {
                stream.Dispose();
            }
        }
        else if (name == FaultNames.Stall)
        {
            _moving.TrySetResult();
        }

        Changed?.Invoke(name, null);
    }

    /// <summary>Ends every connection.</summary>
    public void Cut()
    {
        foreach (LiveStream stream in _streams.Keys)
        {
            stream.Dispose();
        }
    }

    /// <summary>Turns over a bit of what comes next.</summary>
    public void FlipNext() => Interlocked.Increment(ref _flips);

    /// <summary>Lets the next handshake stop the device for so long.</summary>
    public void FreezeNextHandshake(int ms) => Interlocked.Exchange(ref _freezeMs, ms);

    /// <summary>The same way to connect, with these faults on it.</summary>
    public Dial On(Dial dial) => async (host, port, cancellation) =>
    {
        if (IsOn(FaultNames.Wifi))
        {
            throw new IOException("the radio is off");
        }

        LiveStream stream = new(await dial(host, port, cancellation), this);
        _streams[stream] = 0;
        if (Interlocked.Exchange(ref _freezeMs, 0) is > 0 and int ms)
        {
            Freeze?.Invoke(TimeSpan.FromMilliseconds(ms));
        }

        return stream;
    };

    /// <summary>How many of so many bytes may pass at once.</summary>
    internal int Room(int wanted) =>
        _active.TryGetValue(FaultNames.Split, out ActiveFault? split) ? Math.Min(wanted, split.Value) : wanted;

    /// <summary>Waits as long as it takes now until bytes may pass.</summary>
    internal async ValueTask PassAsync(CancellationToken cancellation)
    {
        if (_active.TryGetValue(FaultNames.Delay, out ActiveFault? delay))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(delay.Value), _time, cancellation);
        }

        await _moving.Task.WaitAsync(cancellation);
    }

    /// <summary>True once for each bit that is to be turned over.</summary>
    internal bool TakeFlip()
    {
        int flips = Volatile.Read(ref _flips);
        return flips > 0 && Interlocked.CompareExchange(ref _flips, flips - 1, flips) == flips;
    }

    /// <summary>The connection is over.</summary>
    internal void Forget(LiveStream stream) => _streams.TryRemove(stream, out _);

    /// <summary>Keeps a socket open whose end nobody could hear.</summary>
    internal void KeepUntilHeard(Stream stream)
    {
        _unheard.Add(stream);
        if (!IsOn(FaultNames.Wifi) && _unheard.TryTake(out Stream? late))
        {
            late.Dispose();
        }
    }

    private static TaskCompletionSource Done()
    {
        TaskCompletionSource done = new();
        done.SetResult();
        return done;
    }
}
