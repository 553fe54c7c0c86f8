namespace Tests.Integration.Servers;

/// <summary>A way to log in that a virtual host can be narrowed to.</summary>
internal enum LoginPath
{
    /// <summary>Whatever the server does best.</summary>
    Any,

    /// <summary>SCRAM of RFC 6120 without SASL2.</summary>
    Classic,

    /// <summary>Only SCRAM-SHA-1.</summary>
    ScramSha1,

    /// <summary>Only SCRAM-SHA-512.</summary>
    ScramSha512,

    /// <summary>Only PLAIN.</summary>
    Plain,

    /// <summary>EXTERNAL with a client certificate.</summary>
    External,

    /// <summary>Accounts that cannot be checked now: temporary-auth-failure.</summary>
    Broken,
}
