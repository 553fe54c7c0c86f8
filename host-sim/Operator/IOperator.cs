using System.Xml.Linq;
using HostSim.Operator.Push;

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

/// <summary>A chat message to the operator.</summary>
/// <param name="From">The sender's address.</param>
/// <param name="Body">What it says.</param>
public sealed record ChatMessage(string From, string Body);

/// <summary>An operator who can talk to a device as to a person.</summary>
public interface IChatter
{
    /// <summary>Says something to somebody.</summary>
    /// <exception cref="OperatorException">Offline.</exception>
    Task SayAsync(string to, string body, CancellationToken cancellation);
}

/// <summary>An operator whose link can ask a device for a command's form.</summary>
public interface IFormReader
{
    /// <summary>The form that the device sends for a command with arguments; the command does not run.</summary>
    /// <exception cref="OperatorException">The operator or the device is offline, the device said no, or it has no form
    /// for this command.</exception>
    Task<CommandForm> FormAsync(string device, string name, CancellationToken cancellation);
}

/// <summary>An operator whose link has nodes that anybody may publish on.</summary>
public interface IPublisher
{
    /// <summary>Publishes one item on a node.</summary>
    /// <exception cref="OperatorException">Offline, or the service refused.</exception>
    Task PublishAsync(string node, XElement payload, CancellationToken cancellation);
}

/// <summary>A world whose devices take pushes by a provider API.</summary>
public interface IPusher
{
    /// <summary>Pushes to a device, given by its id instead of its token; an empty topic stands for the device's
    /// own.</summary>
    /// <exception cref="OperatorException">The device or the gateway is not there.</exception>
    Task<PushAnswer> PushAsync(PushMessage message, CancellationToken cancellation);
}
