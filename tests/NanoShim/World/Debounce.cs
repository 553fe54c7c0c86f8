namespace Tests.NanoShim.World;

/// <summary>Tells of a level only once it has lasted.</summary>
public sealed class Debounce(Boot boot)
{
    private int _told = -1;
    private int _waiting;

    /// <summary>How long, in the device's ms; zero tells at once.</summary>
    public int Ms { get; set; }

    /// <summary>An edge came. Called on the class library's thread, and so is <paramref name="tell"/>.</summary>
    public void Settle(int level, Func<int> now, Action<int> tell)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(tell);
        if (Ms == 0)
        {
            tell(level);
            return;
        }

        if (Interlocked.Exchange(ref _waiting, 1) != 0)
        {
            return;
        }

        _ = LaterAsync(level, now, tell);
    }

    private async Task LaterAsync(int first, Func<int> now, Action<int> tell)
    {
        await Task.Delay(boot.World.Pace.Real(Ms));
        Volatile.Write(ref _waiting, 0);
        boot.Events.Post(() =>
        {
            int level = now();
            bool isNews = _told < 0 ? level == first : level != _told;
            _told = level;
            if (isNews)
            {
                tell(level);
            }
        });
    }
}
