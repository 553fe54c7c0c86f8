using Core.Ports;
using Core.Time;

namespace Core.Agent;

/// <summary>When and where to connect next, after what happened last.</summary>
/// <remarks>
/// <code>
/// the way to the server     backoff
/// conflict                  backoff, at least half a minute; the third in a row halts
/// see-other-host            at once to that host, three times in a row; then backoff to the configured one
/// what a retry cannot mend  halted: once an hour, to see whether somebody mended it
/// </code>
/// What can be said before TLS is never final: anybody on the way may have said it, a hotel's portal for one.
/// Only a connection that stayed up for a minute makes the waits short again: a server that takes logins and then
/// dies is not hammered.
/// </remarks>
public sealed class Reconnection
{
    private const int HaltedMs = 3_600_000;
    private const int ConflictMs = 30_000;
    private const int StableMs = 60_000;
    private const int MostConflicts = 3;
    private const int MostRedirects = 3;

    private readonly ICrypto _crypto;
    private readonly Backoff _backoff;
    private readonly byte[] _random = new byte[4];
    private long _onlineSince;
    private int _conflicts;
    private int _redirects;

    /// <summary>Waits as configured, jittered by real randomness.</summary>
    public Reconnection(AgentConfig config, ICrypto crypto)
    {
        _crypto = crypto;
        _backoff = new Backoff(config.BackoffMinimumMs, config.BackoffMaximumMs);
    }

    /// <summary>When to try next.</summary>
    public long At;

    /// <summary>Trying again will not help by itself.</summary>
    public bool IsHalted;

    /// <summary>Host to try instead of the configured one, or null.</summary>
    public string Host;

    /// <summary>Port that goes with <see cref="Host"/>; zero for the configured one.</summary>
    public int Port;

    /// <summary>Tries at once.</summary>
    public void Start(long now) => At = now;

    /// <summary>The session is up.</summary>
    public void Online(long now)
    {
        _onlineSince = now;
        IsHalted = false;
        _redirects = 0;
    }

    /// <summary>Plans the next try.</summary>
    public void Ended(Fault why, string otherHost, long now)
    {
        if (_onlineSince != 0 && now - _onlineSince >= StableMs)
        {
            _backoff.Reset();
            _conflicts = 0;
        }

        _onlineSince = 0;
        Host = null;
        _conflicts = why == Fault.Conflict ? _conflicts + 1 : why == Fault.SeeOtherHost ? _conflicts : 0;
        IsHalted = IsFinal(why) || _conflicts >= MostConflicts;
        long wait = IsHalted ? HaltedMs : Wait();
        if (why == Fault.Conflict && wait < ConflictMs)
        {
            wait += ConflictMs;
        }

        if (why == Fault.SeeOtherHost && otherHost != null && _redirects < MostRedirects && Redirect(otherHost))
        {
            _redirects++;
            wait = 0;
        }

        At = now + wait;
    }

    private static bool IsFinal(Fault why)
    {
        return why == Fault.NotAuthorized || why == Fault.AccountDisabled || why == Fault.NoMechanism
            || why == Fault.ServerNotTrusted || why == Fault.NotConfigured;
    }

    private long Wait()
    {
        _crypto.Random(_random);
        return _backoff.Next(_random[0] | _random[1] << 8 | _random[2] << 16 | _random[3] << 24);
    }

    /// <summary>Reads "host", "host:port", "[address]" or "[address]:port" (RFC 6120 §4.9.3.19); false if
    /// no host is named.</summary>
    private bool Redirect(string text)
    {
        int bracket = text.IndexOf(']');
        int colon = text.LastIndexOf(':');
        Port = 0;
        if (colon > bracket && text.IndexOf(':', bracket + 1) == colon
            && int.TryParse(text.Substring(colon + 1), out int port) && port > 0 && port <= 65_535)
        {
            Port = port;
            text = text.Substring(0, colon);
        }

        text = (bracket > 0 ? text.Substring(1, bracket - 1) : text).Trim();
        Host = text.Length > 0 ? text : null;
        return Host != null;
    }
}
