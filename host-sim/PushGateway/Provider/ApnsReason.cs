namespace HostSim.PushGateway.Provider;

/// <summary>Why the provider API refused a request: an HTTP status and the word that goes into the body.</summary>
/// <remarks>
/// <code>
/// HTTP status, apns-id: {uuid}
/// {"reason":"{Name}"}                              all but 410
/// {"reason":"{Name}","timestamp":{milliseconds}}   410: since when the device token is no longer good
/// </code>
/// Apple, "Handling notification responses from APNs": provider libraries know exactly these words.
/// </remarks>
/// <param name="Status">The HTTP status.</param>
/// <param name="Name">The word, as provider libraries compare it.</param>
public sealed record ApnsReason(int Status, string Name)
{
    /// <summary>The collapse identifier is longer than 64 bytes.</summary>
    public static readonly ApnsReason BadCollapseId = new(400, nameof(BadCollapseId));

    /// <summary>The device token is no token of this gateway.</summary>
    public static readonly ApnsReason BadDeviceToken = new(400, nameof(BadDeviceToken));

    /// <summary>The expiration is no number of seconds.</summary>
    public static readonly ApnsReason BadExpirationDate = new(400, nameof(BadExpirationDate));

    /// <summary>The id is no canonical UUID.</summary>
    public static readonly ApnsReason BadMessageId = new(400, nameof(BadMessageId));

    /// <summary>The priority is none, or not allowed for this kind of push.</summary>
    public static readonly ApnsReason BadPriority = new(400, nameof(BadPriority));

    /// <summary>The topic is malformed, or lacks the ending that this kind of push asks for.</summary>
    public static readonly ApnsReason BadTopic = new(400, nameof(BadTopic));

    /// <summary>The device token belongs to another topic.</summary>
    public static readonly ApnsReason DeviceTokenNotForTopic = new(400, nameof(DeviceTokenNotForTopic));

    /// <summary>A header came more than once.</summary>
    public static readonly ApnsReason DuplicateHeaders = new(400, nameof(DuplicateHeaders));

    /// <summary>The body did not come in time.</summary>
    public static readonly ApnsReason IdleTimeout = new(400, nameof(IdleTimeout));

    /// <summary>The kind of push is unknown.</summary>
    public static readonly ApnsReason InvalidPushType = new(400, nameof(InvalidPushType));

    /// <summary>The path ends before the device token.</summary>
    public static readonly ApnsReason MissingDeviceToken = new(400, nameof(MissingDeviceToken));

    /// <summary>There is no topic, and the credentials do not stand for exactly one.</summary>
    public static readonly ApnsReason MissingTopic = new(400, nameof(MissingTopic));

    /// <summary>There is no notification in the body: nothing at all, or no JSON object.</summary>
    public static readonly ApnsReason PayloadEmpty = new(400, nameof(PayloadEmpty));

    /// <summary>The provider may not push to this topic.</summary>
    public static readonly ApnsReason TopicDisallowed = new(400, nameof(TopicDisallowed));

    /// <summary>The client certificate is not one of ours, is out of date or names no topic.</summary>
    public static readonly ApnsReason BadCertificate = new(403, nameof(BadCertificate));

    /// <summary>The client certificate is for the other environment.</summary>
    public static readonly ApnsReason BadCertificateEnvironment = new(403, nameof(BadCertificateEnvironment));

    /// <summary>The provider token is older than an hour.</summary>
    public static readonly ApnsReason ExpiredProviderToken = new(403, nameof(ExpiredProviderToken));

    /// <summary>The provider may not do this at all.</summary>
    public static readonly ApnsReason Forbidden = new(403, nameof(Forbidden));

    /// <summary>The provider token is malformed, of an unknown key, badly signed, or of another team than the
    /// connection.</summary>
    public static readonly ApnsReason InvalidProviderToken = new(403, nameof(InvalidProviderToken));

    /// <summary>There is neither a provider token nor a client certificate.</summary>
    public static readonly ApnsReason MissingProviderToken = new(403, nameof(MissingProviderToken));

    /// <summary>The key has other topics than the one that this connection began with.</summary>
    public static readonly ApnsReason UnrelatedKeyIdInToken = new(403, nameof(UnrelatedKeyIdInToken));

    /// <summary>The key is for the other environment.</summary>
    public static readonly ApnsReason BadEnvironmentKeyIdInToken = new(403, nameof(BadEnvironmentKeyIdInToken));

    /// <summary>There is nothing at this path.</summary>
    public static readonly ApnsReason BadPath = new(404, nameof(BadPath));

    /// <summary>The path takes another method.</summary>
    public static readonly ApnsReason MethodNotAllowed = new(405, nameof(MethodNotAllowed));

    /// <summary>The device token was replaced by another one.</summary>
    public static readonly ApnsReason ExpiredToken = new(410, nameof(ExpiredToken));

    /// <summary>The device no longer takes pushes for this topic.</summary>
    public static readonly ApnsReason Unregistered = new(410, nameof(Unregistered));

    /// <summary>The payload is larger than its kind allows.</summary>
    public static readonly ApnsReason PayloadTooLarge = new(413, nameof(PayloadTooLarge));

    /// <summary>The provider token changes more often than every 20 minutes.</summary>
    public static readonly ApnsReason TooManyProviderTokenUpdates = new(429, nameof(TooManyProviderTokenUpdates));

    /// <summary>Too many pushes for one device.</summary>
    public static readonly ApnsReason TooManyRequests = new(429, nameof(TooManyRequests));

    /// <summary>The gateway failed; its log says how.</summary>
    public static readonly ApnsReason InternalServerError = new(500, nameof(InternalServerError));

    /// <summary>The gateway cannot take more at the moment.</summary>
    public static readonly ApnsReason ServiceUnavailable = new(503, nameof(ServiceUnavailable));

    /// <summary>The gateway is ending.</summary>
    public static readonly ApnsReason Shutdown = new(503, nameof(Shutdown));
}
