namespace HostSim.PushGateway.Store;

/// <summary>Brings pushes from a mailbox to a device that is connected.</summary>
public interface IDelivery
{
    /// <summary>What was sent and not yet confirmed.</summary>
    IReadOnlyCollection<StoredPush> InFlight { get; }

    /// <summary>How many that are.</summary>
    int InFlightCount { get; }

    /// <summary>Sends whatever may be sent now.</summary>
    void Pump();

    /// <summary>Ends the connection, because of this.</summary>
    void End(string reason);
}
