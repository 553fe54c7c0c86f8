using Core.Bytes;
using Core.Commands;

namespace Core.Agent;

/// <summary>One way to the world, whatever its protocol: an engine, and what the agent hands over to it.</summary>
public abstract class Link
{
    /// <summary>The protocol's name, as APIs show it.</summary>
    public abstract string Name { get; }

    /// <summary>The conversation.</summary>
    public abstract Engine Engine { get; }

    /// <summary>Where to connect.</summary>
    public abstract string Host { get; }

    /// <summary>Port to connect to.</summary>
    public abstract int Port { get; }

    /// <summary>Name that the server's certificate must carry.</summary>
    public abstract string TlsName { get; }

    /// <summary>TLS from the first byte.</summary>
    public abstract bool DirectTls { get; }

    /// <summary>The peer has agreed to upgrade the connection.</summary>
    public abstract bool WantsTls { get; }

    /// <summary>Commands can come, and reports can go.</summary>
    public abstract bool IsOnline { get; }

    /// <summary>What to add to the monotonic time to get milliseconds since 1970; zero while not known.</summary>
    public abstract void SetWallOffset(long offsetMs);

    /// <summary>Tells peers how the device is, at once or when the link is up; at most 96 bytes.</summary>
    public abstract void SetStatus(string text);

    /// <summary>Hands over readings; false if the link cannot take them now. The agent hears of the outcome.</summary>
    public abstract bool SendReport(FieldList fields, long unixTimeMs, uint number);

    /// <summary>Hands over what came of a command; false if the link cannot take it now.</summary>
    /// <remarks>The number tells it from every other entry, like a report's.</remarks>
    public abstract bool SendResult(
        CommandSpec command, Outcome outcome, int badArgument, Slice id, FieldList fields, uint number);

    /// <summary>Another link has taken over what was handed to this one under this number while it was down: if it has
    /// not said it yet, it need not any more.</summary>
    public virtual void Withdraw(uint number)
    {
    }

    /// <summary>With <see cref="Fault.SeeOtherHost"/>: where to, perhaps with a port; else null.</summary>
    public abstract string OtherHost { get; }

    /// <summary>Ends the conversation in good order.</summary>
    public abstract void Goodbye();

    /// <summary>Keeps what a restart would lose and the next start can use.</summary>
    public abstract void Save();
}

/// <summary>What a link tells the agent.</summary>
public interface ILinkOwner : ICommandResults
{
    /// <summary>What was handed over last was taken.</summary>
    void Delivered();

    /// <summary>What was handed over last was refused for good.</summary>
    void Undeliverable();

    /// <summary>What was handed over last is lost and has to be handed over again.</summary>
    void Undelivered();
}
