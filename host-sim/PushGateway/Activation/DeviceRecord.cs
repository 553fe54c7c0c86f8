namespace HostSim.PushGateway.Activation;

/// <summary>A device in the registry.</summary>
public sealed record DeviceRecord
{
    /// <summary>Its id: the common name of its certificates.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the certificates it may use, in hexadecimal, the newest last.</summary>
    public IReadOnlyList<string> Certificates { get; init; } = [];

    /// <summary>When it was last activated; null before the first time.</summary>
    public DateTimeOffset? Activated { get; init; }

    /// <summary>When it was revoked; null while it was not.</summary>
    public DateTimeOffset? Revoked { get; init; }

    /// <summary>SHA-256 of the enrolment code that is open for it, in hexadecimal; null if there is none.</summary>
    public string? Code { get; init; }

    /// <summary>When that code expires.</summary>
    public DateTimeOffset? CodeExpires { get; init; }
}
