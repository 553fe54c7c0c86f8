using System.Xml.Linq;

namespace HostSim.Operator;

/// <summary>The person who commands the devices, over whichever link they have: what the API needs of one.</summary>
public interface IOperator : IAsyncDisposable
{
    /// <summary>The operator's address on its server, for people.</summary>
    string Address { get; }

    /// <summary>A device reported readings. Raised on the reading thread; must not block.</summary>
    event Action<TelemetryReport>? Reported;

    /// <summary>Somebody wrote to the operator. Raised on the reading thread; must not block.</summary>
    event Action<ChatMessage>? MessageReceived;

    /// <summary>Connects, and again whenever the connection is lost.</summary>
    void Start();

    /// <summary>Runs a command on the device of this address and returns how it ended.</summary>
    /// <exception cref="OperatorException">The operator or the device is offline, or the device's answer makes no
    /// sense. What the device itself says no to is a reply, not an exception.</exception>
    Task<CommandReply> RunAsync(
        string device, string name, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellation);
}

/// <summary>An operator who can talk to a device as to a person.</summary>
public interface IChatter
{
    /// <summary>Says something to somebody.</summary>
    /// <exception cref="OperatorException">Offline.</exception>
    Task SayAsync(string to, string body, CancellationToken cancellation);
}

/// <summary>An operator whose link has nodes that anybody may publish on.</summary>
public interface IPublisher
{
    /// <summary>Publishes one item on a node.</summary>
    /// <exception cref="OperatorException">Offline, or the service refused.</exception>
    Task PublishAsync(string node, XElement payload, CancellationToken cancellation);
}
