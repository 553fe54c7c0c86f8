namespace Core.Agent;

/// <summary>What the agent wants done that may take long.</summary>
public enum IntentKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Open a connection; report Opened, or Closed with ConnectFailed or TlsFailed.</summary>
    Open = 1,

    /// <summary>Upgrade the connection to TLS; report Secured, or Closed with TlsFailed.</summary>
    Secure = 2,

    /// <summary>Close the connection; report Closed.</summary>
    Close = 3,

    /// <summary>Restart the device; there is nothing to report.</summary>
    Restart = 4,

    /// <summary>Sleep for <see cref="Intent.SleepMs"/>, then start anew; there is nothing to report.</summary>
    Sleep = 5,
}

/// <summary>An intent with what the driver needs for it. Made once by the driver and filled in by
/// <see cref="AgentCore.NextIntent"/>.</summary>
public sealed class Intent
{
    /// <summary>What is wanted.</summary>
    public IntentKind Kind;

    /// <summary>Number of the link it is wanted for.</summary>
    public int Link;

    /// <summary>Where to connect.</summary>
    public string Host;

    /// <summary>Port to connect to.</summary>
    public int Port;

    /// <summary>TLS is to be up before Opened is reported.</summary>
    public bool DirectTls;

    /// <summary>Name that the server's certificate must carry.</summary>
    public string TlsName;

    /// <summary>With <see cref="IntentKind.Close"/>: why.</summary>
    public Fault Why;

    /// <summary>With <see cref="IntentKind.Sleep"/>: for how long, in ms.</summary>
    public long SleepMs;
}
