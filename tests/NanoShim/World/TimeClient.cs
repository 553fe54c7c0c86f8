namespace Tests.NanoShim.World;

/// <summary>The SNTP client in the chip's network stack: asks until it is answered, then every hour.</summary>
public sealed class TimeClient
{
    // SNTP_RETRY_TIMEOUT and SNTP_UPDATE_DELAY of lwIP.
    private const int RetryMs = 15_000;
    private const int UpdateMs = 3_600_000;
    private const int AnswerMs = 120;

    /// <summary>Name of the server that is asked.</summary>
    public string Server { get; set; } = "pool.ntp.org";

    /// <summary>Asking.</summary>
    public bool IsStarted { get; private set; }

    /// <summary>Begins to ask.</summary>
    public void Start(Boot boot)
    {
        ArgumentNullException.ThrowIfNull(boot);
        if (!IsStarted)
        {
            IsStarted = true;
            _ = KeepAskingAsync(boot);
        }
    }

    /// <summary>Asks once, now.</summary>
    public static void Ask(Boot boot)
    {
        ArgumentNullException.ThrowIfNull(boot);
        _ = AskAsync(boot);
    }

    internal void Reset() => IsStarted = false;

    private static async Task KeepAskingAsync(Boot boot)
    {
        while (boot.Ending == Ending.None)
        {
            bool isAnswered = await AskAsync(boot);
            await boot.PauseAsync(isAnswered ? UpdateMs : RetryMs);
        }
    }

    private static async Task<bool> AskAsync(Boot boot)
    {
        await boot.PauseAsync(AnswerMs);
        if (!boot.World.Air.IsJoined || !boot.World.Air.TellsTime || boot.Ending != Ending.None)
        {
            return false;
        }

        boot.SetUtc(boot.World.Pace.Utc.Ticks);
        return true;
    }
}
