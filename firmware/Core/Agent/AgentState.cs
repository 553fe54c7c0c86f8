namespace Core.Agent;

/// <summary>How the agent is.</summary>
public enum AgentState
{
    /// <summary>The configuration lacks something; nothing is tried.</summary>
    Unprovisioned = 0,

    /// <summary>No connection; the next try comes by itself.</summary>
    Offline = 1,

    /// <summary>A connection is being made or logged in.</summary>
    Connecting = 2,

    /// <summary>Reachable.</summary>
    Online = 3,

    /// <summary>Reachable, but what the device publishes is refused.</summary>
    Degraded = 4,

    /// <summary>Trying again would not help: a person has to look. One try an hour shows whether one has.</summary>
    Halted = 5,
}

/// <summary>States and faults in words.</summary>
public static class AgentText
{
    /// <summary>The state in a word, as APIs show it.</summary>
    public static string State(AgentState state)
    {
        switch (state)
        {
            case AgentState.Unprovisioned: return "unprovisioned";
            case AgentState.Offline: return "offline";
            case AgentState.Connecting: return "connecting";
            case AgentState.Online: return "online";
            case AgentState.Degraded: return "degraded";
            default: return "halted";
        }
    }

    /// <summary>The reason in words for people.</summary>
    public static string Reason(Fault fault)
    {
        switch (fault)
        {
            case Fault.None: return "";
            case Fault.ConnectFailed: return "no connection to the server";
            case Fault.TlsFailed: return "the server's certificate or TLS was refused";
            case Fault.ConnectionLost: return "the connection was lost";
            case Fault.Timeout: return "the server did not answer";
            case Fault.ClosedByPeer: return "the server closed the connection";
            case Fault.ServerRestart: return "the server is restarting";
            case Fault.ServerBusy: return "the server is busy";
            case Fault.SeeOtherHost: return "the server sent us to another host";
            case Fault.Conflict: return "another client uses this account and resource";
            case Fault.NotWellFormed: return "the server sent XML that is not well-formed";
            case Fault.ProtocolError: return "the server broke the protocol";
            case Fault.TooLarge: return "the server sent more than fits";
            case Fault.PolicyViolation: return "the server calls what we sent a violation of its policy";
            case Fault.StreamError: return "the server ended the stream with an error";
            case Fault.TokenRefused: return "the server does not know our push token any more";
            case Fault.NotAuthorized: return "wrong user name or password";
            case Fault.AccountDisabled: return "the account is disabled";
            case Fault.HostUnknown: return "the server does not serve this domain";
            case Fault.NoMechanism: return "no acceptable way to log in";
            case Fault.ServerNotTrusted: return "the server did not prove that it knows the password";
            case Fault.TlsUnavailable: return "the server offers no TLS";
            default: return "not configured";
        }
    }
}
