namespace HostSim.PushGateway.Provider;

/// <summary>What the directory says, in the words of the provider API.</summary>
public static class Verdicts
{
    /// <summary>The reason of a refusal; null for what was accepted.</summary>
    public static ApnsReason? ReasonOf(PushOutcome outcome) => outcome switch
    {
        PushOutcome.Accepted => null,
        PushOutcome.UnknownToken => ApnsReason.BadDeviceToken,
        PushOutcome.WrongTopic => ApnsReason.DeviceTokenNotForTopic,
        PushOutcome.Unregistered => ApnsReason.Unregistered,
        PushOutcome.ExpiredToken => ApnsReason.ExpiredToken,
        PushOutcome.TooMany => ApnsReason.TooManyRequests,
        _ => ApnsReason.ServiceUnavailable,
    };
}
