namespace Tests.Integration.Providers;

/// <summary>One push that a library is to make.</summary>
/// <param name="Device">The device token in hexadecimal.</param>
/// <param name="Text">What the alert says.</param>
internal sealed record WishedPush(string Device, string Text);

/// <summary>What a library is told, by a file.</summary>
internal sealed record ProviderWish
{
    public required string Host { get; init; }

    public required int Port { get; init; }

    /// <summary>File with the authority to believe.</summary>
    public required string Ca { get; init; }

    public required string Topic { get; init; }

    public string? Team { get; init; }

    public string? KeyId { get; init; }

    /// <summary>File with the private key that signs tokens.</summary>
    public string? Key { get; init; }

    /// <summary>File with the client certificate, if there is no key.</summary>
    public string? Certificate { get; init; }

    public string? CertificateKey { get; init; }

    public IReadOnlyList<WishedPush> Pushes { get; init; } = [];
}

/// <summary>What a library says of a push.</summary>
internal sealed record ProviderAnswer(int Status, string? Reason = null, string? Device = null, long? Timestamp = null);
