namespace Xmpp;

/// <summary>What an element of the authentication led to.</summary>
public enum LoginStep
{
    /// <summary>The server is to speak next.</summary>
    Wait = 0,

    /// <summary>Call <see cref="Login.Work"/> until it is false.</summary>
    Working = 1,

    /// <summary>Authenticated.</summary>
    Success = 2,

    /// <summary>The token is of no use; another mechanism can be tried on the same stream.</summary>
    TokenRefused = 3,

    /// <summary>Not authenticated; <see cref="Login.Fault"/> says why.</summary>
    Failed = 4,
}
