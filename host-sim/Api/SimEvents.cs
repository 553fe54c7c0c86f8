using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;

namespace HostSim.Api;

/// <summary>Something that happened, as whoever listens to the events hears it.</summary>
/// <param name="Kind"><c>state</c>, <c>pin</c>, <c>telemetry</c>, <c>traffic</c> or <c>message</c>.</param>
/// <param name="Json">What happened, as one line of JSON.</param>
public sealed record SimEvent(string Kind, string Json);

/// <summary>Hands what happens to everybody who listens. Nobody who listens slowly can hold anything up: each has a
/// queue of its own, and the oldest events fall out of it.</summary>
public sealed class SimEvents
{
    /// <summary>Events that wait for one listener: some seconds of a busy device.</summary>
    public const int MaxWaiting = 256;

    /// <summary>Most listeners at once: a few browser windows and scripts; more is somebody who does not close
    /// them.</summary>
    public const int MaxListeners = 64;

    private readonly ConcurrentDictionary<Listener, bool> _listeners = new();

    /// <summary>How many listen now.</summary>
    public int Listeners => _listeners.Count;

    /// <summary>Tells everybody what happened to the device of this id. Never blocks; costs nothing while nobody
    /// listens.</summary>
    public void Tell(string kind, string? id, object what)
    {
        if (_listeners.IsEmpty)
        {
            return;
        }

        SimEvent happened = new(kind, JsonSerializer.Serialize(what, ApiJson.Options));
        foreach (Listener listener in _listeners.Keys)
        {
            listener.Hear(happened, id);
        }
    }

    /// <summary>Starts to listen: to everything, or with <paramref name="trafficOf"/> to all but the traffic of other
    /// devices, which is most of what happens. Null if too many listen already.</summary>
    public Listener? Listen(string? trafficOf = null) =>
        _listeners.Count < MaxListeners ? new Listener(this, trafficOf) : null;

    /// <summary>One who listens, until disposed.</summary>
    public sealed class Listener : IDisposable
    {
        private readonly SimEvents _events;
        private readonly string? _trafficOf;
        private readonly Channel<SimEvent> _channel = Channel.CreateBounded<SimEvent>(
            new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest });

        internal Listener(SimEvents events, string? trafficOf)
        {
            _events = events;
            _trafficOf = string.IsNullOrEmpty(trafficOf) ? null : trafficOf;
            events._listeners[this] = true;
        }

        /// <summary>What waits to be heard.</summary>
        public ChannelReader<SimEvent> Waiting => _channel.Reader;

        /// <inheritdoc/>
        public void Dispose() => _events._listeners.TryRemove(this, out _);

        internal void Hear(SimEvent happened, string? id)
        {
            if (_trafficOf is null || happened.Kind != "traffic" || id == _trafficOf)
            {
                _channel.Writer.TryWrite(happened);
            }
        }
    }
}
