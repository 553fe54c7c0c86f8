namespace HostSim.Worlds;

/// <summary>A world whose server can be made to fail.</summary>
public interface IServerFaults
{
    /// <summary>The server goes down and comes back.</summary>
    Task RestartAsync();

    /// <summary>From now on the server refuses the device's password, and ends its session.</summary>
    void RefusePassword(string id);

    /// <summary>The device's password is good again.</summary>
    void TakePassword(string id);
}
