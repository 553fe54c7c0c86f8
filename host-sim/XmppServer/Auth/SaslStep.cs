namespace HostSim.XmppServer.Auth;

/// <summary>What a mechanism wants to happen next.</summary>
internal enum SaslOutcome
{
    Challenge,
    Success,
    Failure,
}

/// <summary>The answer of a mechanism to one message of the client.</summary>
/// <param name="Outcome">What happens next.</param>
/// <param name="Data">The challenge, or additional data with success.</param>
/// <param name="Condition">The failure condition of RFC 6120 §6.5, otherwise empty.</param>
/// <param name="Account">Who has proved to be who, with success only.</param>
internal readonly record struct SaslStep(SaslOutcome Outcome, byte[] Data, string Condition, Account? Account)
{
    public static SaslStep Challenge(byte[] data) => new(SaslOutcome.Challenge, data, string.Empty, null);

    public static SaslStep Success(Account account, byte[] data) =>
        new(SaslOutcome.Success, data, string.Empty, account);

    public static SaslStep Failure(string condition) => new(SaslOutcome.Failure, [], condition, null);

    /// <summary>Success, unless the account is disabled: told only to somebody who has proved to own it.</summary>
    public static SaslStep Proved(Account account, byte[] data) =>
        account.Disabled ? Failure("account-disabled") : Success(account, data);
}

/// <summary>One run of one mechanism.</summary>
internal interface ISaslExchange
{
    /// <summary>Takes the client's next message, already decoded.</summary>
    SaslStep Step(byte[] message);
}
