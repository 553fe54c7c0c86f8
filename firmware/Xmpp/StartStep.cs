namespace Xmpp;

/// <summary>What the start of a session came to.</summary>
public enum StartStep
{
    /// <summary>A new session is bound.</summary>
    Started = 0,

    /// <summary>The old session goes on.</summary>
    Resumed = 1,

    /// <summary>The answer to a request for binding is due.</summary>
    Bind = 2,

    /// <summary>Features are due, which tell how to bind.</summary>
    Features = 3,

    /// <summary>It failed; <see cref="SessionStart.Fault"/> says why.</summary>
    Failed = 4,
}
