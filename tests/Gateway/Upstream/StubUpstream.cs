using System.Runtime.CompilerServices;
using System.Text;
using HostSim.PushGateway;

namespace Tests.Gateway.Upstream;

/// <summary>Events of devices that do not exist.</summary>
internal sealed class StubUpstream : IUpstream
{
    private readonly Lock _gate = new();
    private readonly List<UpstreamEvent> _events = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Everything up to here is no longer kept.</summary>
    public long Forgotten { get; set; }

    public HashSet<string> Learnt { get; } = [];

    public long Newest
    {
        get
        {
            lock (_gate)
            {
                return _events.Count == 0 ? 0 : _events[^1].Sequence;
            }
        }
    }

    public UpstreamEvent Tell(string? topic, string payload) => Add(new UpstreamEvent
    {
        Sequence = Newest + 3,
        Kind = UpstreamKind.Message,
        At = DateTimeOffset.UnixEpoch.AddDays(20_000),
        Device = "dev-1",
        Token = new byte[32],
        Topic = topic,
        TopicHash = new byte[20],
        Payload = Encoding.UTF8.GetBytes(payload),
        MessageId = 7,
    });

    public UpstreamEvent Turn(UpstreamKind kind) => Add(new UpstreamEvent
    {
        Sequence = Newest + 3,
        Kind = kind,
        At = DateTimeOffset.UnixEpoch,
        Device = "dev-1",
        Token = new byte[32],
    });

    public async IAsyncEnumerable<UpstreamEvent> ReadAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (after < Forgotten)
        {
            yield return new UpstreamEvent
            {
                Sequence = Forgotten,
                Kind = UpstreamKind.Gap,
                At = DateTimeOffset.UnixEpoch,
            };
            after = Forgotten;
        }

        while (true)
        {
            Task more;
            UpstreamEvent? next;
            lock (_gate)
            {
                next = _events.Find(one => one.Sequence > after);
                more = _more.Task;
            }

            if (next is null)
            {
                await more.WaitAsync(cancellation);
                continue;
            }

            after = next.Sequence;
            yield return next;
        }
    }

    public (long Sequence, IReadOnlyList<UpstreamEvent> Online) Snapshot()
    {
        lock (_gate)
        {
            return (Newest, [.. _events.Where(one => one.Kind == UpstreamKind.Online)]);
        }
    }

    public void LearnTopic(string topic) => Learnt.Add(topic);

    private UpstreamEvent Add(UpstreamEvent happened)
    {
        lock (_gate)
        {
            _events.Add(happened);
            _more.SetResult();
            _more = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return happened;
    }
}
